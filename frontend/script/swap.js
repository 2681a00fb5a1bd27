// Puts a page our server rendered in the place of what is shown, and keeps the focus where it was. What is marked
// data-kept (a map) stays as it is.
import { tell } from "./ages.js";
import { set } from "./clock.js";

export function put(html, address = "") {
  const page = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  const unsent = document.getElementById("unsent");
  const main = document.importNode(page.querySelector("main"), true);
  if (unsent) main.querySelector("#unsent")?.replaceWith(unsent);
  for (const kept of document.querySelectorAll("main [data-kept]")) main.querySelector(`#${kept.id}`)?.replaceWith(kept);
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
