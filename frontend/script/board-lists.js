// The lists of the board: puts lines in where they belong, takes them away, counts, searches. What the
// map shows is read from these lines, so that map and lists never differ.
import { now } from "./clock.js";
import { tell } from "./ages.js";

const figures = new Intl.NumberFormat(document.documentElement.dataset.locale);

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html; // a line, drawn and escaped by our own templates
  return holder.content.firstElementChild;
}

// Letters as they are typed: without marks, hamza or case.
const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").toLowerCase();

export class Lists {
  constructor(board) {
    this.board = board;
    this.onChange = () => {};
    this.onAlarm = () => {};
    this.onOutOfStep = () => {};
    this.wanted = "";
    this.search = document.querySelector("[data-search]");
    this.search.addEventListener("input", () => this.find(this.search.value));
    this.tick();
    setInterval(() => this.tick(), 10_000);
  }

  list(part) {
    return document.querySelector(`[data-lines="${part}"]`);
  }

  line(part, key) {
    return this.list(part).querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  lines() {
    return [...document.querySelectorAll("[data-lines] > .line")];
  }

  // Takes in what the server sent: { lines: [[part, key, html]], gone: [[part, key]], totals }.
  take({ lines, gone, totals }) {
    const focused = document.activeElement?.closest?.(".line");
    const held = focused && { part: focused.parentElement.dataset.lines, key: focused.dataset.key };
    for (const [part, key] of gone) this.line(part, key)?.remove();
    for (const [part, key, html] of lines) this.put(part, key, parsed(html));
    for (const [part, total] of Object.entries(totals)) this.count(part, total);
    for (const part of ["missions", "teams", "hazards", "roads"]) this.count(part, this.list(part).childElementCount);
    if (held) this.line(held.part, held.key)?.querySelector(".line-link")?.focus({ preventScroll: true });
    this.tick();
    this.find(this.wanted);
    this.onChange();
  }

  put(part, key, line) {
    const list = this.list(part);
    const before = this.line(part, key);
    const chosen = before?.getAttribute("aria-current");
    if (part === "alarms" && !before) this.onAlarm();
    if (!before) line.classList.add("fresh");
    before?.remove();
    if (chosen) line.setAttribute("aria-current", chosen);
    const next = [...list.children].find((other) => other.dataset.order > line.dataset.order);
    list.insertBefore(line, next ?? null);
    const most = Number(list.closest("[data-most]")?.dataset.most ?? Infinity);
    while (list.childElementCount > most) list.lastElementChild.remove();
  }

  count(part, total) {
    const section = document.getElementById(part);
    const shown = this.list(part).childElementCount;
    const more = Math.max(0, total - shown);
    const counter = section.querySelector("[data-count]");
    counter.dataset.count = total;
    counter.textContent = figures.format(total);
    section.querySelector("[data-empty]").hidden = shown > 0;
    section.querySelector("[data-more]").hidden = more === 0;
    section.querySelector("[data-more-count]").textContent = figures.format(more);
    // Lines went and those that come after them are not here: ask for the page again.
    if (more > 0 && shown < Number(section.dataset.most) / 2) this.onOutOfStep();
  }

  find(words) {
    this.wanted = words;
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    for (const line of this.lines()) {
      const text = wanted.length ? plain(line.textContent) : "";
      line.hidden = !wanted.every((word) => text.includes(word));
    }
    this.onChange();
  }

  tick() {
    const at = now();
    for (const line of document.querySelectorAll("[data-until]")) {
      if (Date.parse(line.dataset.until) <= at) {
        line.remove();
        this.onChange();
      }
    }
    tell();
  }

  // Everything with a position, as the map takes it.
  things() {
    const found = new Map();
    for (const line of this.lines()) {
      const { key, lat, lon, symbol, rank, radius, name } = line.dataset;
      if (lat === undefined || line.hidden) continue;
      found.set(key, { key, lat: +lat, lon: +lon, symbol, order: +rank, radius: +radius || 0, name: name ?? "" });
    }
    return [...found.values()];
  }
}
