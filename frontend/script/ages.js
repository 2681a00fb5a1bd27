// <time data-age datetime=…> tells how long ago, <time data-wait datetime=…> how long by now, in the page's
// language, and both keep telling.
import { now, pace } from "./clock.js";

const { locale } = document.documentElement.dataset;
const unit = (name) => new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" });
const [minutes, hours, days] = ["minute", "hour", "day"].map(unit);
const words = new Intl.RelativeTimeFormat(locale, {
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

// How long, in the two largest units: "2 hr 5 min".
function long(seconds) {
  const whole = Math.floor(seconds / 60);
  const [day, hour, minute] = [Math.floor(whole / 1440), Math.floor(whole / 60) % 24, whole % 60];
  if (day) return `${days.format(day)} ${hours.format(hour)}`;
  return hour ? `${hours.format(hour)} ${minutes.format(minute)}` : minutes.format(minute);
}

export function tell(root = document) {
  for (const time of root.querySelectorAll("time[data-age], time[data-wait]")) {
    const seconds = Math.max(0, (now() - Date.parse(time.dateTime)) / 1000);
    time.textContent = "wait" in time.dataset ? long(seconds) : age(seconds);
  }
}

tell();
setInterval(tell, 10_000 / Math.min(Math.max(pace(), 1), 10));
