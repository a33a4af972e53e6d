// Fields with too many answers to list: options come from the bot while one types.
import { Listbox } from "./listbox.js";
import { get } from "./wire.js";

const WAIT = 120; // milliseconds without a key before the bot is asked
const boxes = new WeakMap();
let asking;
let latest = 0;

function boxOf(field) {
  if (!boxes.has(field)) {
    const list = field.parentElement.querySelector("[role=listbox]");
    const box = new Listbox(field, list, (option) => {
      field.value = option.dataset.value;
      box.close();
    });
    boxes.set(field, box);
  }
  return boxes.get(field);
}

function optionOf(field, option, index) {
  const row = document.createElement("li");
  row.id = `${field.id}-option-${index}`;
  row.setAttribute("role", "option");
  row.dataset.value = option.value;
  row.append(option.label);
  if (option.hint) {
    const hint = document.createElement("small");
    hint.textContent = option.hint;
    row.append(hint);
  }
  return row;
}

async function ask(field) {
  const mine = ++latest;
  const response = await get("suggest", { ask: field.dataset.suggest, field: field.name, text: field.value });
  if (!response) return;
  const options = await response.json();
  if (mine !== latest || document.activeElement !== field) return;
  const box = boxOf(field);
  box.list.replaceChildren(...options.map((option, index) => optionOf(field, option, index)));
  if (options.length) box.open(false);
  else box.close();
}

function soon(field) {
  clearTimeout(asking);
  asking = setTimeout(() => ask(field), WAIT);
}

const suggested = (event) => (event.target.matches?.("[data-suggest]") ? event.target : null);

document.addEventListener("input", (event) => suggested(event) && soon(event.target));
// In a dialog the list would cover the other fields before anything is typed, and take the first Escape.
document.addEventListener("focusin", (event) => suggested(event)?.closest("#options") && soon(event.target));
document.addEventListener("focusout", (event) => suggested(event) && boxOf(event.target).close());
document.addEventListener("keydown", (event) => {
  const field = suggested(event);
  if (!field) return;
  if (boxOf(field).key(event)) return;
  if (event.key === "ArrowDown") soon(field);
});
