// Closing a road by pointing: what is meant is asked of the server and drawn before anything is done.
import { openWays } from "./ways.js";

const WAIT = 200;

export class Closing {
  constructor(form, panel) {
    this.form = form;
    this.panel = panel;
    this.said = form.querySelector("[data-meant] span");
    this.close = form.querySelector("[data-close]");
    this.anew = form.querySelector("[data-anew]");
    form.addEventListener("input", (event) => this.changed(event.target.name));
    form.addEventListener("change", (event) => this.changed(event.target.name));
    this.anew.addEventListener("click", () => this.startOver());
    this.fit();
  }

  async open() {
    document.querySelector("[data-pick-hint]").hidden = false;
    this.map = await openWays(this.panel, { onPick: (position) => this.pick(position) });
    const at = this.field("where-at")?.value.split(",").map(Number);
    if (at?.length === 2) this.map?.pin(...at);
  }

  field(name) {
    return this.form.querySelector(`[name="${name}"]:is(:checked, :not([type=radio], [type=checkbox]))`) ?? this.form.querySelector(`[name="${name}"]:checked`);
  }

  get isArea() {
    return this.field("part").value === "area";
  }

  // Fields that are not about what was chosen are out of the way.
  fit() {
    const show = (name, wanted) => (this.form.querySelector(`[name="${name}"]`).closest(".field").hidden = !wanted);
    show("radius_m", this.isArea);
    show("corners", this.isArea);
    show("times", this.field("how").value === "slow");
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
    this.ask();
  }

  startOver() {
    this.field("corners").value = "";
    this.map?.lines([]);
    this.fit();
    this.ask();
  }

  // Answers may overtake each other: only the one to what was asked last counts.
  async ask() {
    const latest = (this.latest = {});
    const asked = new URLSearchParams(new FormData(this.form));
    for (const name of ["csrfmiddlewaretoken", "act", "reason", "meant"]) asked.delete(name);
    const corners = this.isArea ? this.field("corners").value.trim().split("\n").filter(Boolean) : [];
    if (corners.length && corners.length < 3) {
      const points = corners.map((each) => each.split(",").map(Number).reverse());
      this.map?.lines([{ kind: "edge", points }]);
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
    if (told.lines.length || !corners.length) this.map?.lines(told.lines);
    this.close.hidden = !told.key;
    this.close.classList.toggle("first", Boolean(told.key));
    this.form.querySelector("[data-look]").classList.toggle("first", !told.key);
  }
}
