// Runs before the first paint, so that the page does not flash in the other colours.
function wear(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}
wear(localStorage.getItem("theme"));
addEventListener("storage", (event) => event.key === "theme" && wear(event.newValue));
