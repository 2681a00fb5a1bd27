// Ways and closures on a map, and closing a road by pointing at it.
import { Closing } from "../script/closing.js";
import { openWays } from "../script/ways.js";

const form = document.querySelector("form[data-closing]");
for (const panel of document.querySelectorAll("[data-ways]")) {
  if (panel.hasAttribute("data-pick") && form) new Closing(form, panel).open();
  else openWays(panel);
}
const errors = document.getElementById("errors");
if (errors) errors.focus();
