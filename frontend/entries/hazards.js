// One hazard on the map; what it shows stands beside it in words.
import { openMap } from "../script/map.js";

const panel = document.querySelector("[data-hazard]");
if (panel) {
  panel.hidden = false;
  const { lat, lon, radius } = panel.dataset;
  const map = await openMap(panel.querySelector("[data-map]"));
  map?.show([{ key: "hazard", symbol: "hazard", lat: Number(lat), lon: Number(lon), radius: Number(radius) }]);
  map?.choose("hazard");
}
