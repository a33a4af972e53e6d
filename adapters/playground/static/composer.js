// The message box: plain words go to the room, a slash opens the list of commands.
import { perform } from "./act.js";
import { follow } from "./live.js";
import { Listbox } from "./listbox.js";
import { get, send, tell, typedIn } from "./wire.js";

const form = document.getElementById("composer");
const say = document.getElementById("say");
const panel = document.getElementById("commands");
const options = document.getElementById("options");
let chosen = null; // the ask whose options are being typed
let loading = null;

const list = new Listbox(say, panel, (option) => choose(option));

function typedCommand() {
  return say.value.startsWith("/") ? say.value.slice(1).toLowerCase().trimStart() : null;
}

function fits(option, typed) {
  const { command } = option.dataset;
  if (command.startsWith(typed) || typed.startsWith(`${command} `)) return true;
  return typed.length > 1 && option.textContent.toLowerCase().includes(typed);
}

function rank(option, typed) {
  const { command } = option.dataset;
  if (`${typed} `.startsWith(`${command} `)) return -command.length;
  return command.startsWith(typed) ? 0 : 1;
}

function filter() {
  const typed = typedCommand();
  if (typed === null || !panel.firstElementChild) return list.close();
  const rows = [...panel.querySelectorAll("[role=option]")];
  for (const row of rows) row.hidden = !fits(row, typed);
  panel.querySelector(".none").hidden = rows.some((row) => !row.hidden);
  const best = rows.filter((row) => !row.hidden).sort((one, two) => rank(one, typed) - rank(two, typed))[0];
  list.open();
  list.mark(best);
}

async function load() {
  const response = await get("commands");
  if (response) panel.innerHTML = await response.text();
  loading = null;
}

async function openList() {
  if (!panel.firstElementChild || say.value === "/") await (loading ??= load());
  filter();
}

async function choose(option) {
  const { ask, command, fields } = option.dataset;
  const rest = say.value.slice(1).trimStart().slice(command.length + 1).trim();
  const follows = say.value.slice(1).trimStart().toLowerCase().startsWith(`${command} `) ? rest : "";
  list.close();
  if (fields === "0") {
    say.value = "";
    changed();
    return perform({ call: ask }, form.querySelector(".send"));
  }
  const response = await get("command", { name: ask });
  if (!response) return null;
  options.innerHTML = await response.text();
  chosen = ask;
  show(true);
  const first = options.querySelector("input, select, textarea");
  if (follows && first.matches("input[type=text], textarea")) first.value = follows;
  first?.focus();
  return null;
}

function show(isCommand) {
  options.hidden = !isCommand;
  form.querySelector(".line").hidden = isCommand;
}

function leave(words = "") {
  chosen = null;
  show(false);
  options.replaceChildren();
  say.value = words;
  changed();
  say.focus();
}

// Only where the style sheet cannot do it by itself.
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  say.style.height = "auto";
  say.style.height = `${say.scrollHeight}px`;
}

// The draft is still there after a look into another room.
function changed() {
  sessionStorage.setItem(draft, say.value);
  grow();
}

// Enter was faster than the list: a command typed in full is taken all the same.
async function runTyped() {
  await openList();
  const { command } = list.active?.dataset ?? {};
  if (command && `${typedCommand()} `.startsWith(`${command} `)) await choose(list.active);
}

async function submit(submitter) {
  if (chosen) {
    const result = await perform({ call: chosen, typed: typedIn(form) }, submitter);
    if (result) leave();
    return;
  }
  const text = say.value.trim();
  if (!text) return;
  if (text.startsWith("/")) return runTyped();
  follow();
  const result = await send("say", { text });
  if (result) leave();
  if (result?.said) tell(result.said);
}

export function focusComposer(words) {
  if (chosen) return;
  say.focus();
  if (!say.value) say.value = words;
  openList();
}

const draft = `draft ${document.body.dataset.as} ${document.body.dataset.room}`;

export function startComposer() {
  say.value = sessionStorage.getItem(draft) ?? "";
  grow();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.submitter ?? form.querySelector(chosen ? "#options [type=submit]" : ".send"));
  });
  say.addEventListener("input", () => {
    changed();
    if (typedCommand() === null) list.close();
    else openList();
  });
  say.addEventListener("keydown", (event) => {
    if (list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  say.addEventListener("blur", () => list.close());
  say.addEventListener("focus", () => typedCommand() !== null && openList());
  options.addEventListener("click", (event) => event.target.closest("[data-leave]") && leave());
  options.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key === "Enter" && event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}
