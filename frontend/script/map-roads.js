// The roads of the built network under a map without streets: asked for part by part, as the map is moved.
const AROUND = 0.3; // of the view on each side, so that small moves ask for nothing
const CLOSER = 1; // from so many zoom levels on there is more to see in the same part
const SETTLES = 150;

export class Roads {
  constructor(open, address) {
    Object.assign(this, { open, address });
    open.map.on("moveend", () => this.later());
    this.ask();
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), SETTLES);
  }

  // Returns south, west, north, east of the view and somewhat around it, within what a map has.
  box() {
    const bounds = this.open.map.getBounds();
    const [wide, high] = [bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth()];
    return [
      Math.max(bounds.getSouth() - AROUND * high, -90),
      Math.max(bounds.getWest() - AROUND * wide, -180),
      Math.min(bounds.getNorth() + AROUND * high, 90),
      Math.min(bounds.getEast() + AROUND * wide, 180),
    ];
  }

  has(zoom) {
    if (!this.asked || Math.abs(zoom - this.zoom) >= CLOSER) return false;
    const [south, west, north, east] = this.asked;
    const bounds = this.open.map.getBounds();
    return south <= bounds.getSouth() && west <= bounds.getWest() && north >= bounds.getNorth() && east >= bounds.getEast();
  }

  async ask() {
    const zoom = this.open.map.getZoom();
    if (this.has(zoom)) return;
    const box = (this.asked = this.box());
    this.zoom = zoom;
    try {
      const answer = await fetch(`${this.address}?box=${box.map((edge) => edge.toFixed(5))}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`The roads did not come (${answer.status}).`);
      const { lines } = await answer.json();
      if (box === this.asked) this.open.roads(lines);
    } catch (error) {
      if (box === this.asked) this.asked = undefined; // asked for again at the next move
      console.warn(error);
    }
  }
}
