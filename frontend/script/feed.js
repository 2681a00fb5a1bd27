// Hears of what is recorded, says plainly when it does not hear any more and how old what is shown is, and
// comes back by itself, at a moment of its own so that a room full of pages does not come back all at once.
//
// feed     the element that says where to listen (components/live.html)
// lines    takes what the board shows otherwise
// moved    called when anything at all was recorded since the page was made
// anew     called when too much was recorded to be told
// instead  asks for the page itself where nothing is heard, and resolves to whether that went well
// rests    a page nobody looks at does not listen: a browser has few connections for one site
import { age } from "./ages.js";
import { now, set } from "./clock.js";

const SILENT = 22_000; // the server says something every ten seconds
const FIRST = 700;
const LONGEST = 20_000;
const STEP = 15; // seconds, rounded up: whoever has it read aloud is not told every moment

const pause = (tries) => Math.min(FIRST * 2 ** tries, LONGEST) * (0.5 + Math.random());
const nothing = () => {};
// Looked for each time: a page may be put in place anew.
const part = (name) => document.querySelector(`[data-${name}]`);
const live = (is) => (document.documentElement.dataset.live = is ? "yes" : "no");

export function listen(feed, { lines = nothing, moved = nothing, anew = () => location.reload(), instead, rests = false }) {
  const { changes, area, zone } = feed.dataset;
  const locale = document.documentElement.dataset.locale;
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  let after = feed.dataset.sequence;
  let told = now();
  let heard = Date.now();
  let tries = changes ? 0 : Infinity;
  let ended = false;
  let source;
  let next;

  function close() {
    clearTimeout(next);
    source?.close();
    source = undefined;
  }

  function sayHowOld() {
    const lost = part("lost");
    const seconds = Math.max(0, (now() - told) / 1000);
    const old = age(Math.ceil(seconds / STEP) * STEP);
    const words = lost.dataset.words.replace("{time}", clock.format(told)).replace("{age}", old);
    const place = lost.querySelector("span");
    if (place.textContent !== words) place.textContent = words;
  }

  function good() {
    told = now();
    part("lost").hidden = true;
    live(true);
    const time = document.querySelector("[data-as-of] time");
    if (time) time.textContent = clock.format(told);
  }

  async function drop() {
    if (ended) return;
    close();
    live(false);
    next = setTimeout(open, pause(tries));
    tries += 1;
    const asked = await instead?.();
    if (ended || document.documentElement.dataset.live === "yes") return; // it came back meanwhile
    if (asked) return good();
    sayHowOld();
    part("lost").hidden = false;
  }

  function end() {
    ended = true;
    close();
    part("lost").hidden = true;
    part("over").hidden = false;
    live(false);
  }

  // An event stream tells no reason for a refusal; a plain question does.
  async function refused() {
    try {
      const answer = await fetch(location.href, { method: "HEAD", headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status === 401 || answer.status === 403) return end();
    } catch {
      // not reachable either
    }
    drop();
  }

  function hear(event) {
    heard = Date.now();
    tries = 0;
    const said = JSON.parse(event.data);
    if (said.at) set(said.at, said.pace);
    good();
    const before = after;
    after = event.lastEventId || after;
    if (after !== before) moved();
    return said;
  }

  function open() {
    if (ended) return;
    if (!changes) return drop();
    close();
    heard = Date.now();
    const address = new URL(changes, location.href);
    address.searchParams.set("after", after);
    if (area) address.searchParams.set("area", area);
    source = new EventSource(address);
    source.addEventListener("beat", hear);
    source.addEventListener("lines", (event) => lines(hear(event)));
    source.addEventListener("anew", (event) => anew(hear(event)));
    source.addEventListener("over", end);
    source.addEventListener("error", () => (source?.readyState === EventSource.CLOSED ? refused() : drop()));
  }

  setInterval(() => {
    if (source && Date.now() - heard > SILENT) drop();
    if (!part("lost").hidden) sayHowOld();
  }, 2000);
  document.addEventListener("najda:stale", open);
  window.addEventListener("online", open);
  window.addEventListener("pagehide", close);
  if (rests) document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  if (changes) open();
  else next = setTimeout(open, pause(tries));
  return { drop, end };
}
