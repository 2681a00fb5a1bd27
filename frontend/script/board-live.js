// Keeps the board live: listens to what changes, says plainly when it does not hear any more, and comes
// back by itself, at a moment of its own so that a room full of boards does not come back all at once.
import { age } from "./ages.js";
import { now, set } from "./clock.js";

const SILENT = 22_000; // the server says something every ten seconds
const FIRST = 700;
const LONGEST = 20_000;

const pause = (tries) => Math.min(FIRST * 2 ** tries, LONGEST) * (0.5 + Math.random());

export function listen(board, lists) {
  const lost = document.querySelector("[data-lost]");
  const over = document.querySelector("[data-over]");
  const live = document.querySelector("[data-as-of]");
  const locale = document.documentElement.dataset.locale;
  const clock = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: board.dataset.zone,
  });
  let after = board.dataset.sequence;
  let told = now();
  let heard = Date.now();
  let tries = 0;
  let source;
  let next;

  function sayHowOld() {
    const old = age(Math.max(0, (now() - told) / 1000));
    const words = lost.dataset.words.replace("{time}", clock.format(told)).replace("{age}", old);
    const place = lost.querySelector("span");
    if (place.textContent !== words) place.textContent = words;
  }

  function drop() {
    source?.close();
    source = undefined;
    sayHowOld();
    lost.hidden = false;
    document.documentElement.dataset.live = "no";
    clearTimeout(next);
    next = setTimeout(open, pause(tries));
    tries += 1;
  }

  function end() {
    source?.close();
    source = undefined;
    clearTimeout(next);
    lost.hidden = true;
    over.hidden = false;
    document.documentElement.dataset.live = "no";
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
    after = event.lastEventId || after;
    lost.hidden = true;
    document.documentElement.dataset.live = "yes";
    const said = JSON.parse(event.data);
    if (said.at) {
      set(said.at, said.pace);
      told = now();
      live.querySelector("time").textContent = clock.format(told);
    }
    return said;
  }

  function open() {
    clearTimeout(next);
    source?.close();
    heard = Date.now();
    const address = new URL(board.dataset.changes, location.href);
    address.searchParams.set("after", after);
    if (board.dataset.area) address.searchParams.set("area", board.dataset.area);
    source = new EventSource(address);
    source.addEventListener("beat", hear);
    source.addEventListener("lines", (event) => lists.take(hear(event)));
    source.addEventListener("anew", () => location.reload());
    source.addEventListener("over", end);
    source.addEventListener("error", () => (source?.readyState === EventSource.CLOSED ? refused() : drop()));
  }

  lists.onOutOfStep = () => location.reload();
  setInterval(() => {
    if (source && Date.now() - heard > SILENT) drop();
    if (!lost.hidden) sayHowOld();
  }, 2000);
  document.addEventListener("najda:stale", open);
  window.addEventListener("online", open);
  window.addEventListener("pagehide", () => source?.close());
  open();
}
