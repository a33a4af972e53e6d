// A list under a text field: arrow keys walk, Enter and Tab take, Escape closes.
export class Listbox {
  constructor(field, list, take) {
    this.field = field;
    this.list = list;
    this.take = take;
    this.active = null;
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]:not([hidden])")];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  open(first = true) {
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.mark(first ? this.options[0] : null);
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.mark(null);
  }

  mark(option) {
    this.active?.removeAttribute("aria-selected");
    this.active = option ?? null;
    this.active?.setAttribute("aria-selected", "true");
    this.active?.scrollIntoView({ block: "nearest" });
    if (this.active) this.field.setAttribute("aria-activedescendant", this.active.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  step(by) {
    const options = this.options;
    if (!options.length) return;
    const at = options.indexOf(this.active);
    const next = at < 0 ? (by > 0 ? 0 : options.length - 1) : (at + by + options.length) % options.length;
    this.mark(options[next]);
  }

  // Whether the key was for the list.
  key(event) {
    if (!this.isOpen || event.isComposing) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.step(steps[event.key]);
    else if (event.key === "Escape") this.close();
    else if (["Enter", "Tab"].includes(event.key) && this.active && !event.shiftKey) this.take(this.active);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
