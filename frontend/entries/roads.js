// Ways and closures on a map, and closing a road by pointing at it.
import { Closing } from "../script/closing.js";
import { draw, drawn, openWays } from "../script/ways.js";

const form = document.querySelector("form[data-closing]");
const maps = new Map();
if (form) for (const panel of document.querySelectorAll("[data-pick]")) new Closing(form, panel).open();

// Where the page is put in place anew, its map is kept and drawn anew; one that comes only then is opened.
async function show() {
  for (const panel of document.querySelectorAll(form ? "[data-ways]:not([data-pick])" : "[data-ways]")) {
    const map = await maps.get(panel);
    if (map) draw(map, drawn());
    else if (!maps.has(panel)) maps.set(panel, openWays(panel));
  }
}
show();
document.addEventListener("najda:shown", show);

const errors = document.getElementById("errors");
if (errors) errors.focus();
