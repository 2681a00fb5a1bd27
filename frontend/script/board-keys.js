// The board by keyboard: j and k (or the arrows) go through the list one is in, Enter opens, / searches,
// n takes a call, ? shows the keys. Keys typed into a field are left alone.
export class Keys {
  constructor(lists, call) {
    Object.assign(this, { lists, call, onChoose: () => {} });
    this.help = document.querySelector("dialog[data-keys]");
    const button = document.querySelector("[data-keys-button]");
    button.hidden = false;
    button.addEventListener("click", () => this.help.showModal());
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("focusin", ({ target }) => {
      const line = target.closest(".line");
      if (line) this.mark(line);
    });
    document.addEventListener("click", ({ target }) => {
      const line = target.closest(".line");
      if (line && !target.closest("a[href]")) this.choose(line);
    });
  }

  press(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || this.help.open) return;
    if (target.matches("input, select, textarea, [contenteditable]")) {
      if (key === "Escape" && target === this.lists.search) this.leaveSearch();
      return;
    }
    const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
    if (target.closest("[data-map]") && key.startsWith("Arrow")) return; // the map moves
    if (key in steps) this.step(steps[key]);
    else if (key === "/") this.lists.search.focus();
    else if (key === "n" && this.call) location.assign(this.call);
    else if (key === "?") this.help.showModal();
    else return;
    event.preventDefault();
  }

  leaveSearch() {
    this.lists.search.value = "";
    this.lists.find("");
    this.lists.search.blur();
  }

  step(by) {
    const here = document.activeElement.closest?.(".line") ?? document.querySelector('.line[aria-current="true"]');
    const list = here?.parentElement ?? this.lists.list("queue");
    const lines = [...list.children].filter((line) => !line.hidden);
    if (!lines.length) return;
    const at = lines.indexOf(here);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1);
    this.choose(lines[next]);
  }

  choose(line) {
    line.querySelector(".line-link").focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
    this.mark(line);
  }

  mark(line) {
    for (const other of document.querySelectorAll('.line[aria-current="true"]')) other.removeAttribute("aria-current");
    line.setAttribute("aria-current", "true");
    this.onChoose(line.dataset.key);
  }

  // Chosen on the map: the line says the rest.
  chooseKey(key) {
    const line = this.lists.lines().find((one) => one.dataset.key === key && !one.hidden);
    if (line) this.choose(line);
  }
}
