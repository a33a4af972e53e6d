// Starts what the page has, and the few switches that belong to no part.
import "./act.js";
import "./autocomplete.js";
import { connect, toEnd } from "./live.js";
import { send, tell } from "./wire.js";

const root = document.documentElement;
const hasComposer = Boolean(document.getElementById("composer"));
const composer = hasComposer ? await import("./composer.js") : null;

function switchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = (root.dataset.theme ?? dark) === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}

function drawer(isOpen) {
  document.body.classList.toggle("drawn", isOpen);
  document.querySelector("[data-drawer]")?.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) document.querySelector("#sidebar a")?.focus();
}

function closeMenus(besides) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== besides) menu.removeAttribute("open");
  }
}

async function moveClock(form, submitter) {
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  tell("Moving the clock…", false, 0);
  const result = await send("clock", { by: submitter.value, to: form.elements.to.value });
  for (const button of buttons) button.disabled = false;
  submitter.focus();
  if (result) tell(result.error ?? result.said, Boolean(result.error), 9000);
}

function walkMenu(event, menu) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (!(event.key in steps)) return;
  const answers = [...menu.querySelectorAll("button")];
  const at = answers.indexOf(document.activeElement) + steps[event.key];
  menu.setAttribute("open", "");
  answers[(at + answers.length) % answers.length].focus();
  event.preventDefault();
}

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  closeMenus(on("details.menu"));
  if (on("[data-theme-switch]")) switchTheme();
  if (on("[data-drawer]")) drawer(!document.body.classList.contains("drawn"));
  else if (!on("#sidebar")) drawer(false);
  if (on("[data-intro]")) {
    localStorage.setItem("intro", "seen");
    document.getElementById("intro").hidden = true;
    document.getElementById("say").focus();
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu");
  if (menu) walkMenu(event, menu);
  if (event.key === "Escape") {
    if (menu?.open) menu.querySelector("summary").focus();
    closeMenus(null);
    drawer(false);
  }
  const isTyping = event.target.matches?.("input, textarea, select") || document.querySelector("dialog[open]");
  if (event.key === "/" && !isTyping && composer) {
    event.preventDefault();
    composer.focusComposer("/");
  }
});

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches("details.menu[open]")) return;
    const list = target.querySelector("ul");
    target.classList.toggle("flip", list.getBoundingClientRect().right > innerWidth - 8);
    list.scrollIntoView({ block: "nearest" });
  },
  true,
);

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-dms]")) send("dms", { takes: event.target.checked });
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "clock") return;
  event.preventDefault();
  moveClock(event.target, event.submitter);
});

const intro = document.getElementById("intro");
if (intro) intro.hidden = localStorage.getItem("intro") === "seen";
composer?.startComposer();

// By hand: scrollIntoView would also scroll the page around a frame.
const personas = document.getElementById("personas");
if (personas) personas.scrollLeft = (personas.querySelector("[aria-current]")?.offsetLeft ?? 0) - personas.offsetLeft - 40;
toEnd();
connect();
