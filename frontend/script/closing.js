// Closing a road by pointing: what is meant is asked of the server and drawn before anything is done.
import { openWays } from "./ways.js";

const WAIT = 200;
const isPlace = ([lon, lat]) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180; // not where a figure is missing

export class Closing {
  constructor(form, panel) {
    this.form = form;
    this.panel = panel;
    this.said = form.querySelector("[data-meant] span");
    this.close = form.querySelector("[data-close]");
    this.anew = form.querySelector("[data-anew]");
    form.addEventListener("input", (event) => this.changed(event.target.name));
    form.addEventListener("change", (event) => this.changed(event.target.name));
    form.addEventListener("najda:place", () => this.changed("where"));
    this.anew.addEventListener("click", () => this.startOver());
    this.fit();
  }

  async open() {
    document.querySelector("[data-pick-hint]").hidden = false;
    this.map = await openWays(this.panel, { onPick: (position) => this.pick(position), onRoads: true });
    if (this.isSaid) this.ask();
  }

  field(name) {
    return this.form.querySelector(`[name="${name}"]:is(:checked, :not([type=radio], [type=checkbox]))`) ?? this.form.querySelector(`[name="${name}"]:checked`);
  }

  get isArea() {
    return this.field("part").value === "area";
  }

  // Whether there is anything to ask about yet.
  get isSaid() {
    return ["where", "where-at", "where-choice", "corners"].some((name) => this.field(name)?.value.trim());
  }

  // Fields that are not about what was chosen are out of the way.
  fit() {
    const show = (name, wanted) => (this.form.querySelector(`[name="${name}"]`).closest(".field").hidden = !wanted);
    show("radius_m", this.isArea);
    show("corners", this.isArea);
    show("times", this.field("how").value === "slow");
    this.close.querySelector("span").textContent = this.close.dataset[this.field("how").value];
    this.anew.hidden = !(this.isArea && this.field("corners").value.trim());
  }

  changed(name) {
    this.fit();
    if (!["where", "where-at", "where-choice", "part", "radius_m", "corners"].includes(name)) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), WAIT);
  }

  pick({ lat, lon }) {
    const at = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
    if (this.isArea) {
      const corners = this.field("corners");
      corners.value = `${corners.value.trim()}\n${at}`.trim();
    }
    if (!this.isArea || !this.form.querySelector("[name=where]").value.trim()) {
      this.form.querySelector("[data-place-chosen]").replaceChildren();
      this.form.querySelector("[name=where]").value = at;
      this.map.pin(lat, lon);
    }
    this.fit();
    this.ask({ pointed: true });
  }

  startOver() {
    this.field("corners").value = "";
    this.map?.lines([]);
    this.fit();
    this.ask();
  }

  // What was typed comes into view; what was pointed at is in view.
  show({ lines, at }, pointed) {
    this.map?.lines(lines);
    if (pointed) return;
    if (at.length) this.map?.pin(...at);
    this.map?.reveal([...lines.flatMap(({ points }) => points), ...(at.length ? [[at[1], at[0]]] : [])]);
  }

  // Answers may overtake each other: only the one to what was asked last counts.
  async ask({ pointed = false } = {}) {
    const latest = (this.latest = {});
    const asked = new URLSearchParams(new FormData(this.form));
    for (const name of ["csrfmiddlewaretoken", "act", "reason", "meant"]) asked.delete(name);
    const corners = this.isArea ? this.field("corners").value.trim().split("\n").filter(Boolean) : [];
    if (corners.length && corners.length < 3) {
      const points = corners.map((each) => each.split(",").map(Number).reverse());
      if (points.every(isPlace)) this.show({ lines: [{ kind: "edge", points }], at: [] }, pointed);
    }
    let told;
    try {
      const answer = await fetch(`${this.form.dataset.which}?${asked}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      told = await answer.json();
    } catch (error) {
      console.warn(error); // the button that shows them asks the server all the same
      return;
    }
    if (latest !== this.latest) return;
    this.form.querySelector("[name=meant]").value = told.key;
    if (told.says) this.said.textContent = told.says;
    if (told.lines.length || !corners.length) this.show(told, pointed);
    this.close.hidden = !told.key;
    this.close.classList.toggle("first", Boolean(told.key));
    this.form.querySelector("[data-look]").classList.toggle("first", !told.key);
  }
}
