// A map of ways and closures: what the page says in <script id="drawn" type="application/json"> is drawn.
import { openMap } from "./map.js";

const NEAR = ["way", "estimate", "meant"];

export const drawn = () => JSON.parse(document.getElementById("drawn")?.textContent ?? '{"things":[],"lines":[]}');

export function draw(map, { things, lines }) {
  map.show(things);
  map.lines(lines);
}

// What the page is about comes into view; closed roads far away from it do not.
export function bring(map, { things, lines }) {
  const own = things.some(({ key }) => !key.startsWith("closures/"));
  const near = lines.some(({ kind }) => NEAR.includes(kind));
  map.fit({
    only: own ? (key) => !key.startsWith("closures/") : undefined,
    lines: near ? (kind) => NEAR.includes(kind) : () => true,
  });
}

export async function openWays(panel, options = {}) {
  panel.hidden = false;
  const map = await openMap(panel.querySelector("[data-map]"), options);
  if (!map) return null;
  const found = drawn();
  draw(map, found);
  bring(map, found);
  return map;
}
