// A form that does something carries an act id, so that sending it twice is doing it once. The server
// gives one; a page shown again from the browser's history gets a fresh one only after it was sent.
const SENT = "data-sent";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute(SENT)) {
    event.preventDefault();
    return;
  }
  form.setAttribute(SENT, "");
  for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", (event) => {
  for (const form of document.querySelectorAll(`form[${SENT}]`)) release(form);
  // From the history the page is as old as when it was left; say so rather than show it as new.
  if (event.persisted) document.dispatchEvent(new CustomEvent("najda:stale"));
});

// A form given back after a session ended or grew too old: by now somebody may have signed in in another
// window, which renews the protection of forms, so that of now is fetched before it goes.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.renewed) return;
  event.preventDefault();
  const down = form.querySelector("[data-down]");
  try {
    const answer = await fetch(form.dataset.renewed, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(8000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.elements.csrfmiddlewaretoken.value = page.querySelector("input[name=csrfmiddlewaretoken]").value;
    form.submit();
  } catch (error) {
    console.warn(error);
    down.hidden = false;
    release(form);
  }
});

function release(form) {
  form.removeAttribute(SENT);
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
