// Lists that keep themselves fresh (base.html loads this where a view is `live`): when something was recorded
// the page is asked for again, and each part marked data-fresh that reads otherwise is put in place; but never
// under a hand that is about to press, an open menu, a form that is filled in, or words that are marked.
import { listen } from "../script/feed.js";
import { set } from "../script/clock.js";
import { replace } from "../script/swap.js";

const SETTLES = 700;
const RESTS = 3_000; // however much happens, a page is not asked for more often
const EVERY = 60_000; // times run out without anybody recording it
const TIMEOUT = 15_000;
const HELD = 1_000;
const HAND = "a:hover, button:hover, input:focus, select:focus, textarea:focus, details[open], .inline-answer";

const parts = () => [...document.querySelectorAll("[data-fresh]")];
const sending = () => document.querySelector("form[data-sent]");
let next;
let asked = 0;
let waiting;
let moved = 0;
let feed;

// What a part says, whatever the moment: without what every page has anew, and ages that scripts keep telling.
function said(part) {
  const copy = part.cloneNode(true);
  for (const field of copy.querySelectorAll("input[name=act], input[name=csrfmiddlewaretoken]")) field.remove();
  for (const map of copy.querySelectorAll("[data-kept]")) map.remove();
  for (const time of copy.querySelectorAll("time[data-age], time[data-wait]")) time.textContent = "";
  return copy.innerHTML;
}
const shown = new Map(parts().map((part) => [part.id, said(part)]));

function busy(part) {
  const marked = getSelection();
  return (
    Date.now() - moved < HELD ||
    part.querySelector(HAND) ||
    document.querySelector("details.menu[open]") ||
    (!marked.isCollapsed && part.contains(marked.anchorNode))
  );
}

// Puts in place what reads otherwise; what is under somebody's hand waits, and the page says so.
function put(page, byHand = false) {
  waiting = undefined;
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    const says = fresh && said(fresh);
    if (!fresh || says === shown.get(part.id)) continue;
    if (!byHand && busy(part)) {
      waiting = page;
      continue;
    }
    shown.set(part.id, says);
    replace(part, fresh);
  }
  document.querySelector("[data-changed]").hidden = !waiting;
}

// Asks for the page; resolves to whether what is shown is known to be as it is now.
async function refresh() {
  if (sending()) return true; // the page is about to be another one
  asked = Date.now();
  try {
    const answer = await fetch(location.href, {
      headers: { Accept: "text/html" },
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (answer.redirected || answer.status === 403) {
      feed.end();
      return true;
    }
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { now, pace } = page.documentElement.dataset;
    if (now) set(now, pace);
    if (!sending()) put(page);
    return true;
  } catch {
    return false;
  }
}

function later(wait = SETTLES * (0.5 + Math.random())) {
  next ??= setTimeout(
    async () => {
      if (await refresh()) next = undefined;
      else {
        next = undefined;
        later(RESTS);
        feed.drop();
      }
    },
    Math.max(wait, asked + RESTS - Date.now()),
  );
}

if (shown.size) {
  feed = listen(document.querySelector("[data-feed]"), { moved: () => later(), anew: () => {}, instead: refresh, rests: true });
  document.addEventListener("pointermove", (event) => {
    if (event.target.closest?.("[data-fresh]")) moved = Date.now();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-changed] a")) return;
    event.preventDefault();
    if (waiting) put(waiting, true);
  });
  setInterval(() => waiting && put(waiting), HELD);
  setInterval(() => document.hidden || later(0), EVERY);
}
