// Buttons, menus and forms: each is a call that goes to the bot.
import { follow } from "./live.js";
import { send, typedIn } from "./wire.js";

const dialog = document.getElementById("dialog");

function openDialog(html, post) {
  const inside = dialog.open ? typedFocus() : null;
  dialog.innerHTML = html;
  dialog.dataset.post = post;
  dialog.setAttribute("aria-labelledby", dialog.querySelector("h2").id);
  if (!dialog.open) dialog.showModal();
  const wrong = dialog.querySelector("[aria-invalid]");
  const first = dialog.querySelector("input, select, textarea");
  (wrong || (inside && dialog.querySelector(`[name="${CSS.escape(inside)}"]`)) || first)?.focus();
}

function typedFocus() {
  return dialog.contains(document.activeElement) ? document.activeElement.name : null;
}

// The button that opened it may be gone by now, and focus must not get lost with it.
function closeDialog() {
  dialog.close();
  if (document.activeElement === document.body) document.getElementById("say").focus();
}

function postOf(element) {
  const holder = element.closest("[data-post]");
  return holder ? Number(holder.dataset.post) : 0;
}

async function whileBusy(control, work) {
  if (!control || control.getAttribute("aria-busy")) return control ? null : work();
  control.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}

export async function perform(asked, control) {
  follow();
  const result = await whileBusy(control, () => send("act", asked));
  if (result?.dialog) openDialog(result.dialog, asked.post ?? 0);
  else if (result && dialog.open) closeDialog();
  return result;
}

function pressed(button) {
  const { call, field, value } = button.dataset;
  button.closest("details")?.removeAttribute("open");
  const typed = field ? { [field]: value } : {};
  perform({ call, typed, post: postOf(button), form: "form" in button.dataset }, button);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.call) pressed(button);
  if ("close" in button.dataset) dialog.close();
  if ("dismiss" in button.dataset) {
    send("dismiss", { post: postOf(button) });
    document.getElementById("say").focus();
  }
});

function complain(field) {
  const error = document.createElement("p");
  error.className = "error";
  error.id = `${field.id}-error`;
  error.textContent = "This is needed.";
  const box = field.closest(".field");
  box.querySelector(".error")?.remove();
  box.classList.add("wrong");
  box.append(error);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${field.id}-hint ${error.id}`);
}

// As in the chats people know, what is needed is asked for before anything is sent.
function lacksSomething(form) {
  const empty = [...form.querySelectorAll("[aria-required]")].filter((field) => !field.value.trim());
  empty.forEach(complain);
  empty[0]?.focus();
  return empty.length > 0;
}

document.addEventListener("keydown", (event) => {
  const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (isSend && event.target.matches("form[data-call] textarea")) event.target.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.call) return;
  event.preventDefault();
  if (lacksSomething(form)) return;
  const asked = { call: form.dataset.call, typed: typedIn(form), post: postOf(form) };
  perform(asked, event.submitter ?? form.querySelector("[type=submit]"));
});
