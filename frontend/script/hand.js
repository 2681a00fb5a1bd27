// The page refreshes itself: it asks whether anything is new, and is sent a page only then.
import { tell } from "./ages.js";
import { now } from "./clock.js";
import { put } from "./swap.js";

const EVERY = 20_000;
const TIMEOUT = 15_000;
const mine = () => document.getElementById("mine");

async function refresh() {
  const page = mine();
  if (!page || document.hidden || document.querySelector(`form[data-sent]`)) return;
  try {
    const address = `${page.dataset.url}?seen=${page.dataset.seen}`;
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(TIMEOUT) });
    old(false);
    document.dispatchEvent(new CustomEvent("najda:online"));
    if (answer.status === 204) return;
    if (!answer.ok || new URL(answer.url).pathname !== page.dataset.url) return location.reload();
    put(await answer.text());
  } catch {
    old(true);
  }
}

// When the connection is down the page says how old it is.
function old(is) {
  for (const banner of document.querySelectorAll("[data-offline]")) banner.hidden = !is;
  if (is) tell();
}

// Overdue on the minute, not only on the next page: loud, and the phone shakes if it can.
let shaken = "";
function watch() {
  for (const call of document.querySelectorAll("[data-due]")) {
    const late = now() > Date.parse(call.dataset.due);
    call.hidden = !late;
    for (const calm of document.querySelectorAll("[data-calm]")) calm.hidden = late;
    if (late && shaken !== call.dataset.due) {
      shaken = call.dataset.due;
      navigator.vibrate?.([600, 200, 600, 200, 600]);
    }
  }
}

// Asked only on the press; whatever comes of it, the check-in goes out.
function place(button) {
  const { form } = button;
  const says = form.querySelector("[data-position-says]");
  says.hidden = false;
  says.textContent = says.dataset.asking;
  const send = () => form.requestSubmit(form.querySelector("button[type=submit]:not([data-with-position])"));
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.position.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
      send();
    },
    () => {
      says.textContent = says.dataset.none;
      send();
    },
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
}

function offer() {
  if (!navigator.geolocation) return;
  for (const button of document.querySelectorAll("[data-with-position]")) button.hidden = false;
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-with-position]");
    if (button) {
      event.preventDefault();
      place(button);
    }
    if (event.target.closest("[data-refresh]")) {
      event.preventDefault();
      refresh();
    }
  },
  true,
);
document.addEventListener("visibilitychange", refresh);
document.addEventListener("najda:stale", refresh);
document.addEventListener("najda:shown", () => {
  offer();
  watch();
});
window.addEventListener("online", refresh);
window.addEventListener("offline", () => old(true));
offer();
watch();
setInterval(watch, 1_000);
setInterval(refresh, EVERY);
