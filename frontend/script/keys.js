// Shortcuts: what carries data-key="s" is pressed (a field: gone to) by Alt and that key, wherever the
// letter lies in the person's layout, and says so in a <kbd>. data-key="Enter": Ctrl and Enter, which
// sends a form from within its fields. Without scripts everything is reached by Tab.
const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const shown = (key) => (key === "Enter" ? `${mac ? "⌘" : "Ctrl"} ↵` : `${mac ? "⌥" : "Alt"} ${key.toUpperCase()}`);

for (const item of document.querySelectorAll("[data-key]")) {
  const { key } = item.dataset;
  const own = document.querySelector(`kbd[data-for="${key}"]`);
  const hint = own ?? document.createElement("kbd");
  hint.textContent = shown(key);
  hint.dir = "ltr";
  hint.hidden = false;
  hint.setAttribute("aria-hidden", "true");
  item.setAttribute("aria-keyshortcuts", key === "Enter" ? "Control+Enter" : `Alt+${key.toUpperCase()}`);
  if (!own) item.append(hint);
}

document.addEventListener("keydown", (event) => {
  const letter = event.altKey && !event.ctrlKey && !event.metaKey && event.code.startsWith("Key");
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (!letter && !sends) return;
  const wanted = sends ? "Enter" : event.code.slice(3).toLowerCase();
  const item = document.querySelector(`[data-key="${wanted}"]`);
  if (!item) return;
  event.preventDefault();
  if (item.matches("input, select, textarea")) item.focus();
  else item.click();
});
