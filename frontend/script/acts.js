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
  for (const form of document.querySelectorAll(`form[${SENT}]`)) {
    form.removeAttribute(SENT);
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
  // From the history the page is as old as when it was left; say so rather than show it as new.
  if (event.persisted) document.dispatchEvent(new CustomEvent("najda:stale"));
});
