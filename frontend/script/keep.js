// What was pressed stays until the server has answered: kept on the phone before it is sent, sent again
// when there is a network, under the same act id, so that the room sees it once. What the server answered,
// yes or no, is no longer kept.
import { tell } from "./ages.js";
import { now } from "./clock.js";
import { put } from "./swap.js";

const TIMEOUT = 20_000;
const panel = () => document.getElementById("unsent");
const key = () => `najda:pressed:${panel()?.dataset.person}`;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key())) ?? [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    if (list.length) localStorage.setItem(key(), JSON.stringify(list));
    else localStorage.removeItem(key());
  } catch {
    // A phone without room or with storage shut: what was pressed is still on the form.
  }
}

const forget = (id) => keep(kept().filter((item) => item.id !== id));

function pressed(form, submitter) {
  const fields = [...new FormData(form, submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const id = fields.find(([name]) => name === "act")[1];
  return { id, to: form.getAttribute("action"), label: form.dataset.keep, at: now(), fields };
}

function body(item, again) {
  const data = new URLSearchParams(item.fields);
  data.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "");
  if (again) data.set("ago", Math.max(0, Math.round((now() - item.at) / 1000)));
  return data;
}

// Whether the server has decided: done, or refused with a sentence. Anything else is tried again.
const decided = (answer) => answer.ok || [400, 404, 409, 422].includes(answer.status);

async function send(item, again = false) {
  let answer;
  try {
    answer = await fetch(item.to, {
      method: "POST",
      body: body(item, again),
      headers: { Accept: "text/html" },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const html = await answer.text();
    if (decided(answer)) {
      forget(item.id);
      if (/<main/.test(html)) put(html, answer.redirected ? answer.url : "");
      show();
      return true;
    }
  } catch {
    answer = null;
  }
  if (answer === null) show("network");
  else if (answer.status === 401 || answer.redirected) show("signed-out");
  else show(answer.status === 403 ? "expired" : "failed");
  return false;
}

let sending = false;
async function sendAll() {
  if (sending) return;
  sending = true;
  for (const item of kept()) if (!(await send(item, true))) break;
  sending = false;
}

// The panel of what is not sent yet.
function show(why = "") {
  const box = panel();
  if (!box) return;
  const list = kept();
  box.hidden = !list.length;
  for (const text of box.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
  const items = list.map((item) => {
    const line = document.importNode(box.querySelector("[data-unsent-item]").content, true);
    line.querySelector("[data-label]").textContent = item.label;
    line.querySelector("time").dateTime = new Date(item.at).toISOString();
    line.querySelector("[data-again]").addEventListener("click", () => send(item, true));
    line.querySelector("[data-discard]").addEventListener("click", () => {
      forget(item.id);
      show();
    });
    return line;
  });
  box.querySelector("[data-unsent-list]").replaceChildren(...items);
  tell(box);
  if (why) box.scrollIntoView({ block: "nearest" });
}

function release(form) {
  form.removeAttribute("data-sent");
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-keep]") || event.defaultPrevented) return;
  event.preventDefault();
  const item = pressed(form, event.submitter);
  keep([...kept().filter((other) => other.id !== item.id), item]);
  await send(item);
  release(form);
});
window.addEventListener("online", sendAll);
document.addEventListener("najda:online", sendAll);
show();
