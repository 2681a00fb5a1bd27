import { tell } from "./ages.js";
import { set } from "./clock.js";

// The same thing on another page: by its id, else the same link, or what sends the same form.
const name = (each) =>
  JSON.stringify([each.id || [each.tagName, each.getAttribute("href"), each.form?.getAttribute("action"), each.name]]);

function again(root, focused) {
  return [...root.querySelectorAll(focused.tagName)].find((each) => name(each) === name(focused));
}

// Puts one part of such a page in the place of what is shown: the focus stays on the same thing, or on the part
// if that is gone, and nothing scrolls.
export function replace(shown, rendered) {
  const focused = shown.contains(document.activeElement) && document.activeElement;
  const part = document.importNode(rendered, true);
  keep(shown, part);
  const sideways = [...shown.querySelectorAll(".table")].map((table) => table.scrollLeft);
  shown.replaceWith(part);
  for (const [at, table] of part.querySelectorAll(".table").entries()) table.scrollLeft = sideways[at] ?? 0;
  tell(part);
  if (focused) {
    part.tabIndex = -1;
    const still = part.contains(focused) ? focused : again(part, focused);
    (still ?? part).focus({ preventScroll: true });
  }
  document.dispatchEvent(new CustomEvent("najda:shown"));
}

// What is marked data-kept (a map) stays as it is.
function keep(shown, rendered) {
  for (const kept of shown.querySelectorAll("[data-kept]")) rendered.querySelector(`#${kept.id}`)?.replaceWith(kept);
}

// Puts a page our server rendered in the place of what is shown, and keeps the focus where it was.
export function put(html, address = "") {
  const page = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  const unsent = document.getElementById("unsent");
  const main = document.importNode(page.querySelector("main"), true);
  if (unsent) main.querySelector("#unsent")?.replaceWith(unsent);
  keep(document.querySelector("main"), main);
  document.querySelector("main").replaceWith(main);
  document.querySelector(".toasts")?.remove();
  const toasts = page.querySelector(".toasts");
  if (toasts) main.before(document.importNode(toasts, true));
  document.title = page.title;
  const { now, pace } = page.documentElement.dataset;
  if (now) set(now, pace);
  if (address && address !== location.href) history.replaceState(null, "", address);
  tell();
  document.getElementById(focused)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("najda:shown"));
}
