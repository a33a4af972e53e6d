// What goes to the server and what is said about it.
const me = document.body.dataset;
const toast = document.getElementById("toast");
const UNREACHABLE = "The playground does not answer. Is it still running? If it was restarted, open the new address.";
let fading;

export function tell(words, isWrong = false, lasts = 7000) {
  clearTimeout(fading);
  toast.textContent = words;
  toast.classList.toggle("wrong", isWrong);
  toast.classList.toggle("shown", Boolean(words));
  if (words && lasts) fading = setTimeout(() => toast.classList.remove("shown"), lasts);
}

export function about(path, given = {}) {
  return `${path}?${new URLSearchParams({ as: me.as, room: me.room, ...given })}`;
}

async function answered(request) {
  try {
    const response = await request;
    if (response.ok) return response;
    tell(await response.text(), true);
  } catch {
    tell(UNREACHABLE, true);
  }
  return null;
}

export async function send(path, body) {
  const request = fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: me.as, room: me.room, ...body }),
  });
  const response = await answered(request);
  return response && response.json();
}

export async function get(path, given) {
  return answered(fetch(about(path, given)));
}

export function typedIn(form) {
  const typed = {};
  for (const [name, value] of new FormData(form)) if (value) typed[name] = value;
  return typed;
}
