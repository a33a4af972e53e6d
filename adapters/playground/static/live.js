// Keeps the open page up to date: messages, unread badges, the clock.
import { about, send, tell } from "./wire.js";

const log = document.getElementById("log");
const entries = document.getElementById("entries");
const NEAR = 160; // pixels from the end at which a reader is taken to follow the talk
let change = document.body.dataset.change;
let failures = 0;
let follows = true;

export function follow() {
  follows = true;
}

export function toEnd() {
  if (log) log.scrollTop = log.scrollHeight;
}

function replaceKeepingFocus(part, html) {
  if (part.dataset.shown === html) return;
  const key = part.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  part.innerHTML = html;
  part.dataset.shown = html;
  if (key) part.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function reveal(post) {
  const { top, bottom } = post.getBoundingClientRect();
  const frame = log.getBoundingClientRect();
  const isTall = bottom - top > frame.height;
  if (isTall || top < frame.top) log.scrollTop += top - frame.top - 8;
  else if (bottom > frame.bottom - 14) log.scrollTop += bottom - frame.bottom + 14;
}

function replaced(old, fresh) {
  const held = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (held) {
    fresh.tabIndex = -1;
    fresh.focus({ preventScroll: true });
  }
}

function upsert({ id, html }) {
  const parts = document.createElement("template");
  parts.innerHTML = html;
  const old = document.getElementById(`post-${id}`);
  const fresh = parts.content.querySelector("article");
  if (old) replaced(old, fresh);
  else entries.append(parts.content);
  fresh.classList.add("fresh");
  return fresh;
}

function takeAway(answers) {
  const kept = new Set(answers.map(String));
  for (const post of entries.querySelectorAll(".only")) {
    if (kept.has(post.dataset.post)) continue;
    entries.querySelector(`[data-day="${post.dataset.post}"]`)?.remove();
    post.remove();
  }
}

function showPosts({ posts, answers }) {
  const wasNear = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const last = posts.map(upsert).at(-1);
  takeAway(answers);
  if (last && (follows || wasNear)) reveal(last);
  if (last) follows = false;
  if (last && document.visibilityState === "visible") send("read", {});
}

function setClock() {
  const field = document.getElementById("clock-to");
  const wall = document.querySelector("#now [data-wall]")?.dataset.wall;
  if (field && wall && document.activeElement !== field) field.value = wall;
}

function take(news) {
  change = news.change;
  for (const [id, html] of Object.entries(news.parts)) {
    const part = document.getElementById(id);
    if (part) replaceKeepingFocus(part, html);
  }
  setClock();
  if (entries) showPosts(news);
}

export function connect() {
  const bare = document.body.classList.contains("bare") ? { bare: 1 } : {};
  const address = new URL(about("live", { change, ...bare }), location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  socket.onopen = () => {
    document.body.dataset.live = "yes";
    if (failures > 1) tell("");
    failures = 0;
  };
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = () => {
    delete document.body.dataset.live;
    failures += 1;
    if (failures === 2) tell("The playground does not answer. If it was started anew, open the address it prints.", true, 0);
    setTimeout(connect, Math.min(400 * failures, 4000));
  };
}

document.addEventListener("visibilitychange", () => {
  if (entries && document.visibilityState === "visible") send("read", {});
});
