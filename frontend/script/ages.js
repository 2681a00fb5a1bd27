// <time data-age datetime=…> tells how long ago, in the page's language, and keeps telling.
import { now, pace } from "./clock.js";

const words = new Intl.RelativeTimeFormat(document.documentElement.dataset.locale, {
  numeric: "auto",
  style: "short",
});
const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

export function age(seconds) {
  for (const [unit, size] of UNITS) {
    if (seconds >= size) return words.format(-Math.floor(seconds / size), unit);
  }
  return words.format(-Math.floor(seconds), "second");
}

export function tell(root = document) {
  for (const time of root.querySelectorAll("time[data-age]")) {
    const seconds = (now() - Date.parse(time.dateTime)) / 1000;
    time.textContent = age(Math.max(0, seconds));
  }
}

tell();
setInterval(tell, 10_000 / Math.min(Math.max(pace(), 1), 10));
