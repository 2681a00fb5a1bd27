// Ways and closures on a map, and closing a road by pointing at it.
import { Closing } from "../script/closing.js";
import { draw, drawn, openWays } from "../script/ways.js";

const form = document.querySelector("form[data-closing]");
for (const panel of document.querySelectorAll("[data-ways]")) {
  if (panel.hasAttribute("data-pick") && form) new Closing(form, panel).open();
  else show(panel);
}

// Where the page is put in place anew, its map is kept and drawn anew.
async function show(panel) {
  const map = await openWays(panel);
  if (map) document.addEventListener("najda:shown", () => draw(map, drawn()));
}

const errors = document.getElementById("errors");
if (errors) errors.focus();
