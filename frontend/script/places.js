// A field for a place (components/place.html): suggestions while typing, as WAI-ARIA's editable combobox
// with list; a choice or a position stands below the words as a tick that can be taken away. The server
// reads the same words by itself when the form is sent, so nothing here decides anything.
const WAIT = 150;
const SHORTEST = 2;
let numbers = 0;

class PlaceField {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input[type=text]");
    this.name = this.input.name;
    this.chosen = root.querySelector("[data-place-chosen]");
    this.texts = root.querySelector("[data-place-texts]").dataset;
    this.options = [];
    this.active = -1;
    this.build();
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.left());
    this.chosen.addEventListener("change", (event) => this.unticked(event));
    const opener = root.querySelector("[data-place-open]");
    opener.hidden = false;
    opener.addEventListener("click", () => this.openMap(opener));
  }

  // One map serves every such field of the page; it is fetched when it is first asked for.
  async openMap(opener) {
    opener.setAttribute("aria-busy", "true");
    try {
      const here = this.chosen.querySelector("input:checked")?.dataset.at ?? "";
      await pickOnMap(this.root.dataset.map, here, (position) => this.at(position));
    } catch (error) {
      console.warn(error);
      this.say(this.texts.mapless);
    } finally {
      opener.removeAttribute("aria-busy");
    }
  }

  build() {
    this.list = document.createElement("ul");
    this.list.id = `places-${++numbers}`;
    this.list.className = "place-list";
    this.list.role = "listbox";
    this.list.ariaLabel = this.input.labels[0]?.textContent.trim() ?? "";
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "place-said small soft";
    this.said.role = "status";
    this.input.after(this.list);
    this.chosen.after(this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    // Leaving the list by mouse must not take the focus from the words.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick(Number(option.dataset.number));
    });
  }

  typed() {
    const choice = this.choice();
    if (choice && !this.speaksOf(choice)) this.clear();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT);
  }

  speaksOf(choice) {
    const names = (choice.dataset.words ?? "").split("\n").filter(Boolean);
    return names.some((name) => this.input.value.includes(name));
  }

  async search() {
    const words = this.input.value.trim();
    if (words.length < SHORTEST || this.choice()) return this.close();
    const answer = await this.ask(words);
    if (answer) this.show(answer);
  }

  // Returns what the server answers to the words, or null where others were asked for meanwhile.
  async ask(words) {
    if (this.answer?.words === words) return this.answer;
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const answer = await fetch(`${this.root.dataset.search}?${new URLSearchParams({ q: words })}`, {
        headers: { Accept: "application/json" },
        signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      this.answer = { ...(await answer.json()), words };
      return this.answer;
    } catch (error) {
      if (signal.aborted) return null;
      this.close();
      this.say(this.texts.down);
      return null;
    }
  }

  show(answer) {
    this.options = answer.places;
    this.list.replaceChildren(...this.options.map((place, number) => this.option(place, number)));
    this.say(answer.says);
    if (!this.options.length || document.activeElement !== this.input) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(-1);
  }

  option(place, number) {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `${this.list.id}-${number}`;
    item.dataset.number = number;
    item.append(named(place));
    return item;
  }

  pressed(event) {
    const open = !this.list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (!open) return void this.search();
        return this.mark(this.active + (event.key === "ArrowDown" ? 1 : -1));
      case "Enter":
        if (!open || this.active < 0 || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        return this.pick(this.active);
      case "Escape":
        if (!open) return;
        event.preventDefault();
        event.stopPropagation();
        return this.close();
    }
  }

  mark(number) {
    const count = this.options.length;
    this.active = number < -1 ? count - 1 : number >= count ? -1 : number;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", at === this.active));
    const item = this.list.children[this.active];
    if (item) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  pick(number) {
    const place = this.options[number];
    this.close();
    if (place.code) {
      if (!place.words.some((name) => this.input.value.includes(name))) this.input.value = place.words[0];
      this.tick(`${this.name}-choice`, place.code, named(place), place);
    } else {
      this.input.value = "";
      this.at(place.at);
    }
  }

  // What was pointed at on a map, as "latitude, longitude".
  at(position) {
    const label = document.createElement("span");
    const figures = document.createElement("bdi");
    figures.textContent = position;
    label.append(`${this.texts.at} `, figures);
    this.tick(`${this.name}-at`, position, label, { at: position, words: [] });
  }

  tick(name, value, label, place) {
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name, value, checked: true });
    box.dataset.words = (place.words ?? []).join("\n");
    box.dataset.at = place.at ?? "";
    const whole = document.createElement("label");
    whole.className = "check";
    whole.append(box, label);
    this.chosen.replaceChildren(whole);
    this.say("");
    this.changed();
  }

  choice() {
    return this.chosen.querySelector("input:checked");
  }

  clear() {
    this.chosen.replaceChildren();
    this.changed();
  }

  unticked(event) {
    if (event.target.type === "checkbox") {
      this.clear();
      this.input.focus();
    }
  }

  // Words that clearly mean one place say so when they are left; others say that it is open still.
  async left() {
    clearTimeout(this.timer);
    const words = this.input.value.trim();
    this.close();
    if (!words || this.choice()) return this.say("");
    const answer = words.length < SHORTEST ? { places: [] } : await this.ask(words);
    if (!answer || this.input.value.trim() !== words || this.choice()) return;
    this.options = answer.places;
    const meant = answer.places.findIndex((place) => !place.code || place.code === answer.clear);
    if (meant >= 0) this.pick(meant);
    else this.say(answer.unclear ? this.texts.unclear : answer.places.length ? this.texts.near : answer.says || this.texts.near);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  say(text) {
    this.said.textContent = text;
  }

  changed() {
    this.input.dispatchEvent(new CustomEvent("najda:place", { bubbles: true }));
  }
}

function named(place) {
  const whole = document.createElement("span");
  const name = document.createElement("bdi");
  name.textContent = place.name;
  const detail = document.createElement("span");
  detail.className = "soft small";
  detail.textContent = ` ${place.detail}`;
  whole.append(name, detail);
  return whole;
}

let panel;

async function pickOnMap(address, here, take) {
  panel ??= makePanel(address).catch((error) => {
    panel = undefined;
    throw error;
  });
  (await panel).open(here, take);
}

async function makePanel(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The map did not come (${answer.status}).`);
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  const dialog = document.importNode(part.querySelector("dialog"), true);
  document.body.append(dialog);
  const use = dialog.querySelector("[data-place-use]");
  const said = dialog.querySelector("[data-place-at]");
  let map;
  let picked = "";
  let take;
  const pick = ({ lat, lon }) => {
    picked = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
    map?.pin(lat, lon);
    said.textContent = picked;
    use.disabled = false;
  };
  use.addEventListener("click", () => {
    dialog.close();
    take(picked);
  });
  dialog.querySelector("[data-place-close]").addEventListener("click", () => dialog.close());
  return {
    async open(here, taken) {
      take = taken;
      dialog.showModal();
      const { openMap } = await import("./map.js");
      map ??= await openMap(dialog.querySelector("[data-map]"), { onPick: pick });
      const [lat, lon] = here.split(",").map(Number);
      if (here && Number.isFinite(lat) && Number.isFinite(lon)) pick({ lat, lon });
    },
  };
}

for (const root of document.querySelectorAll("[data-place]")) new PlaceField(root);
