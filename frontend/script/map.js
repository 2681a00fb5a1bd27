// A map in an element that `{% map_here %}` drew. The library is fetched when the first map is opened.
//
//   const map = await openMap(element, { onPick: ({ lat, lon }) => …, onChoose: (key) => … });
//   map.show([{ key, symbol, lon, lat, name, order, radius }]);   what stands on it: see map-drawing.js
//   map.lines([{ kind, points: [[lon, lat], …] }]);            ways, closed and slow roads: see map-style.js
//   map.choose(key)      marks one of them and brings it into view
//   map.fit()            brings all of them into view, unless the person has moved the map (`keep`: a name
//                        under which their view is kept while the tab is open)
//   map.reveal([[lon, lat], …])   brings points into view, whatever the person looked at
//   map.pin(lat, lon)    sets the pin of a picked place; map.unpin() takes it away
//
// Without WebGL it says so in the page and returns null: whatever is on a map is in a list as well.
import { colours, ready, supply } from "./map-drawing.js";
import { Roads } from "./map-roads.js";
import { collection, reach, styleOf } from "./map-style.js";

const PIN = "M12 21s7-6 7-12a7 7 0 0 0-14 0c0 6 7 12 7 12zM12 11.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";
const WIDEST_AREA = 60; // degrees: an area of operations larger than that is not worth showing whole
const CLOSEST = { streets: 15, roads: 14.5, names: 10 }; // zoom levels
const ASIDE = 20; // pixels between marks at one point, as long as they are few
const WIDEST_ASIDE = 60;
const SMALL = 0.5; // of the area's width and height

let library;

async function fetchLibrary(worker) {
  library ??= import("maplibre-gl/dist/maplibre-gl-csp.js").then((made) => made.default ?? made);
  const maplibre = await library;
  maplibre.setWorkerUrl(new URL(worker, document.baseURI).href);
  return maplibre;
}

function loadSheet(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.prepend(link); // ours are laid over it
}

const fetchBase = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The ground of the map did not come (${answer.status}).`);
  return answer.json();
};

// Returns what the style needs to know of the streets, or null where there are none that can be read.
async function fetchStreets(maplibre, element) {
  if (!element.dataset.streets) return null;
  try {
    const { PMTiles, Protocol } = await import("pmtiles");
    const address = new URL(element.dataset.streets, document.baseURI).href;
    const file = new PMTiles(address);
    const head = await file.getHeader();
    const told = await file.getMetadata();
    const protocol = new Protocol();
    protocol.add(file);
    maplibre.addProtocol("pmtiles", protocol.tile);
    const credit = new DOMParser().parseFromString(told.attribution ?? "", "text/html").body.textContent.trim();
    if (credit) element.querySelector("[data-credit]").append(` · ${credit}`);
    const vector = head.tileType === 1;
    const url = `pmtiles://${address}`;
    return {
      layers: vector ? (told.vector_layers ?? []).map((layer) => layer.id) : null,
      source: vector ? { type: "vector", url } : { type: "raster", url, tileSize: 256 },
    };
  } catch (error) {
    console.warn(error);
    element.querySelector("[data-streets-failed]").hidden = false;
    return null;
  }
}

// Returns west, south, east, north of what a map opens on: the roads, where they are asked for and fill only a
// small part of the area of operations; else that area, or where places are.
function frameOf(base, extent) {
  const [west, south, east, north] = base.area;
  if (extent) {
    const [low, left, high, right] = extent.split(",").map(Number);
    if (right - left < SMALL * (east - west) && high - low < SMALL * (north - south)) return [left, low, right, high];
  }
  if (east - west > 0 && east - west <= WIDEST_AREA) return [west, south, east, north];
  const lons = base.places.map((place) => place[2]);
  const lats = base.places.map((place) => place[3]);
  return lons.length ? [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] : [-170, -60, 170, 75];
}

function pinElement() {
  const pin = document.createElement("div");
  pin.className = "map-pin";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PIN);
  svg.append(path);
  pin.append(svg);
  return pin;
}

// Returns by how many pixels each mark stands beside its point: marks at one point stand in a row.
function asides(things) {
  const shared = new Map();
  for (const thing of things) {
    const point = `${thing.lat.toFixed(4)}, ${thing.lon.toFixed(4)}`;
    shared.set(point, [...(shared.get(point) ?? []), thing]);
  }
  const found = new Map();
  for (const there of shared.values()) {
    const step = Math.min(ASIDE, WIDEST_ASIDE / (there.length - 1));
    there.forEach((thing, at) => found.set(thing, there.length > 1 ? [(at - (there.length - 1) / 2) * step, 0] : [0, 0]));
  }
  return found;
}

function asFeatures(things) {
  const at = ({ lon, lat }) => ({ type: "Point", coordinates: [lon, lat] });
  const found = things.filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat));
  const aside = asides(found);
  const about = (thing) => {
    const { key, symbol, name = "", order = 0 } = thing;
    return { key, symbol, name, order, aside: aside.get(thing) };
  };
  return {
    things: collection(found.map((thing) => ({ type: "Feature", geometry: at(thing), properties: about(thing) }))),
    reaches: collection(
      found.filter((thing) => thing.radius).map((thing) => ({ type: "Feature", geometry: reach(thing), properties: { key: thing.key } })),
    ),
  };
}

function asLines(lines) {
  const drawn = lines.filter(({ points }) => points.length > 1);
  const shape = (points) => ({ type: "LineString", coordinates: points });
  return collection(drawn.map(({ kind, points }) => ({ type: "Feature", geometry: shape(points), properties: { kind } })));
}

const KEPT = "najda:map:";

function kept(name) {
  try {
    return name && JSON.parse(sessionStorage.getItem(KEPT + name));
  } catch {
    return null;
  }
}

class OpenMap {
  constructor(maplibre, map, element, ground, { onPick, onChoose, keep }) {
    Object.assign(this, { maplibre, map, element, ground, chosen: "", shown: { ...asFeatures([]), lines: asLines([]), roads: asLines([]) } });
    map.on("styleimagemissing", ({ id }) => supply(map, id));
    map.on("error", ({ error, sourceId }) => {
      if (sourceId === "streets") element.querySelector("[data-streets-failed]").hidden = false;
      else console.warn(error);
    });
    map.on("click", (event) => {
      const [hit] = map.queryRenderedFeatures(event.point, { layers: ["things"] });
      if (hit && onChoose) onChoose(hit.properties.key);
      else if (onPick) onPick({ lat: event.lngLat.lat, lon: event.lngLat.wrap().lng });
    });
    if (onChoose) {
      for (const [name, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) {
        map.on(name, "things", () => (map.getCanvas().style.cursor = cursor));
      }
    }
    this.moved = Boolean(kept(keep));
    map.on("moveend", ({ originalEvent }) => {
      if (!originalEvent) return; // moved by us, not by the person
      this.moved = true;
      const { lng, lat } = map.getCenter();
      if (keep) sessionStorage.setItem(KEPT + keep, JSON.stringify({ center: [lng, lat], zoom: map.getZoom() }));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
  }

  style() {
    return styleOf({ ...this.ground, ...this.shown, colour: colours() });
  }

  paint() {
    this.map.setStyle(this.style(), { diff: false });
    this.map.once("styledata", () => this.mark());
  }

  show(things) {
    Object.assign(this.shown, asFeatures(things));
    for (const name of ["things", "reaches"]) this.map.getSource(name)?.setData(this.shown[name]);
  }

  lines(lines) {
    this.shown.lines = asLines(lines);
    this.map.getSource("lines")?.setData(this.shown.lines);
  }

  roads(lines) {
    this.shown.roads = asLines(lines);
    this.map.getSource("roads")?.setData(this.shown.roads);
  }

  mark() {
    if (this.map.getLayer("chosen")) this.map.setFilter("chosen", ["==", ["get", "key"], this.chosen]);
  }

  choose(key, { bring = true } = {}) {
    this.chosen = key ?? "";
    this.mark();
    const found = this.shown.things.features.find((feature) => feature.properties.key === key);
    if (!found || !bring) return;
    const { coordinates } = found.geometry;
    if (!this.map.getBounds().contains(coordinates)) {
      this.map.easeTo({ center: coordinates, zoom: Math.max(this.map.getZoom(), 9) });
    }
  }

  // How close a map is brought: as far as there is something around to tell where it is.
  closest({ lng, lat }) {
    if (this.ground.streets) return CLOSEST.streets;
    const [south, west, north, east] = (this.element.dataset.extent ?? "").split(",").map(Number);
    return south <= lat && lat <= north && west <= lng && lng <= east ? CLOSEST.roads : CLOSEST.names;
  }

  fit({ maxZoom, lines = false, only } = {}) {
    const points = this.shown.things.features
      .filter((feature) => !only || only(feature.properties.key))
      .map((feature) => feature.geometry.coordinates);
    if (lines) points.push(...this.shown.lines.features.filter((each) => lines(each.properties.kind)).flatMap((each) => each.geometry.coordinates));
    if (this.moved || !points.length) return;
    const bounds = new this.maplibre.LngLatBounds(points[0], points[0]);
    points.forEach((point) => bounds.extend(point));
    this.map.fitBounds(bounds, { padding: 48, maxZoom: maxZoom ?? this.closest(bounds.getCenter()), animate: false });
  }

  reveal(points) {
    if (!points.length) return;
    const bounds = new this.maplibre.LngLatBounds(points[0], points[0]);
    points.forEach((point) => bounds.extend(point));
    this.map.fitBounds(bounds, { padding: 64, maxZoom: this.closest(bounds.getCenter()), animate: false });
  }

  pin(lat, lon) {
    this.marker ??= new this.maplibre.Marker({ element: pinElement(), anchor: "bottom" });
    this.marker.setLngLat([lon, lat]).addTo(this.map);
    if (!this.map.getBounds().contains([lon, lat])) this.map.jumpTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), 11) });
  }

  unpin() {
    this.marker?.remove();
    this.marker = undefined;
  }
}

function isDrawable() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

export async function openMap(element, options = {}) {
  const told = element.dataset;
  try {
    if (!isDrawable()) throw new Error("This browser draws no maps (WebGL).");
    loadSheet(told.sheet);
    const [maplibre, base] = await Promise.all([fetchLibrary(told.worker), fetchBase(told.base), ready()]);
    const ground = { base, arabic: document.documentElement.lang === "ar", streets: await fetchStreets(maplibre, element) };
    const [west, south, east, north] = frameOf(base, options.onRoads && told.extent);
    const map = new maplibre.Map({
      container: element,
      style: styleOf({ ...ground, colour: colours() }),
      ...(kept(options.keep) ?? { bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 16 } }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 19,
      locale: { "Map.Title": told.label, "NavigationControl.ZoomIn": told.closer, "NavigationControl.ZoomOut": told.wider },
      fadeDuration: 0,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(
      new maplibre.NavigationControl({ showCompass: false }),
      document.documentElement.dir === "rtl" ? "top-left" : "top-right",
    );
    const open = new OpenMap(maplibre, map, element, ground, options);
    element.map = open; // for whoever looks from outside: tests, the console
    await new Promise((done) => map.once("load", done));
    if (told.roads && !ground.streets) new Roads(open, told.roads);
    element.dataset.drawn = "";
    return open;
  } catch (error) {
    console.warn(error);
    element.querySelector("[data-map-failed]").hidden = false;
    return null;
  }
}
