// The plan kept fresh: when something happens the page is asked for again and put in place, but never
// under the hand of somebody who is about to press, or who reads reasons they opened.
import "../script/inline.js";
import { listen } from "../script/feed.js";
import { bring, draw, drawn, openWays } from "../script/ways.js";
import { put } from "../script/swap.js";

const SETTLES = 1200;
const EVERY = 60_000;
const BUSY = "main .call:hover, main form:focus-within, main .inline-answer, main details[open]";
let map;
let next;
let feed;

async function open() {
  const panel = document.querySelector("[data-ways]");
  if (panel && !map) map = await openWays(panel, { onChoose: (key) => choose(key), keep: "plan" });
}

function choose(key) {
  const call = document.getElementById(`call-${key.split("/")[1]}`);
  call?.scrollIntoView({ block: "nearest" });
  call?.querySelector("[data-step]")?.focus();
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok || answer.redirected) return location.reload();
  const had = Boolean(map);
  put(await answer.text());
  prepare();
  if (had && map) {
    draw(map, drawn());
    bring(map, drawn());
  } else open();
}

function later(wait = SETTLES) {
  clearTimeout(next);
  next = setTimeout(() => {
    if (document.querySelector(BUSY) || document.querySelector("#errors")) {
      const changed = document.querySelector("[data-changed]");
      if (changed) changed.hidden = false;
      if (document.querySelector("main .inline-answer, main details[open], #errors")) return;
      return later(2000);
    }
    refresh().catch((error) => console.warn(error));
  }, wait);
}

function prepare() {
  const area = document.querySelector("[data-send]");
  if (area) {
    area.form.querySelector("[data-send-button]").hidden = true;
    area.addEventListener("change", () => area.form.submit());
  }
  if (document.querySelector("[data-warming]")) later(3000);
  if (document.querySelector("[data-plan]")) feed ??= listen(document.querySelector("[data-feed]"), { lines: () => later() });
}

// j and k step through what can be pressed; Enter presses, as everywhere.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (!step || (event.key.startsWith("Arrow") && !event.target.matches("[data-step]"))) return;
  const steps = [...document.querySelectorAll("[data-step]")];
  const at = steps.indexOf(document.activeElement);
  const to = steps[Math.min(steps.length - 1, Math.max(0, at + step))];
  if (!to) return;
  event.preventDefault();
  to.focus();
});

setInterval(() => later(0), EVERY);
prepare();
open();
document.getElementById("errors")?.focus();
