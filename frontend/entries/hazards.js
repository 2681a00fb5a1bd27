// One hazard on the map; what it shows stands beside it in words.
import { openMap } from "../script/map.js";

const ACROSS = 40_075_017; // metres round the equator, which are 512 pixels at zoom 0
const WANTED = 150; // pixels the reach shall be across

const closeness = (radius, lat) =>
  Math.min(15, Math.log2((WANTED * ACROSS * Math.cos((lat * Math.PI) / 180)) / (512 * 2 * radius)));

const panel = document.querySelector("[data-hazard]");
if (panel) {
  panel.hidden = false;
  const { lat, lon, radius } = panel.dataset;
  const map = await openMap(panel.querySelector("[data-map]"));
  map?.show([{ key: "hazard", symbol: "hazard", lat: Number(lat), lon: Number(lon), radius: Number(radius) }]);
  map?.choose("hazard", { bring: false });
  map?.map.jumpTo({ center: [Number(lon), Number(lat)], zoom: closeness(Number(radius), Number(lat)) });
}
