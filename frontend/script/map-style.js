// The map's own style: ground, streets if there are any, names of places, and what stands on it.
const FEATURES = { type: "FeatureCollection", features: [] };
const EARTH_M = 6371008.8;

export const collection = (features) => ({ type: "FeatureCollection", features });

// A circle of some metres around a point, as a polygon: what a hazard reaches.
export function reach({ lon, lat, radius }) {
  const ring = [];
  const high = (radius / EARTH_M) * (180 / Math.PI);
  const wide = high / Math.cos((lat * Math.PI) / 180);
  for (let at = 0; at <= 64; at += 1) {
    const turn = (at / 32) * Math.PI;
    ring.push([lon + wide * Math.cos(turn), lat + high * Math.sin(turn)]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

// What the outline tells of: within it what is no land is sea.
const box = ([west, south, east, north]) => ({
  type: "Polygon",
  coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
});

function placeFeatures(places, arabic) {
  return collection(
    places.map(([en, ar, lon, lat, weight]) => {
      const names = (arabic ? [ar, en] : [en, ar]).filter(Boolean);
      return {
        type: "Feature",
        geometry: { type: "Point", coordinates: [lon, lat] },
        properties: { name: names[0] ?? "", both: names.join("\n"), weight },
      };
    }),
  );
}

const is = (what) => ["==", ["get", "is"], what];
const byZoom = (...stops) => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];

// Where a name may stand: at its place; where a mark stands there, above or below it. A place further down the
// list lies across the first by a little, so that the library never shows the same name twice.
const CLEAR_OF_MARKS = 17;
const STANDS = [
  ["below", { "icon-anchor": "top", "icon-offset": [0, CLEAR_OF_MARKS], "icon-padding": [0, 6, 6, 6] }],
  ["above", { "icon-anchor": "bottom", "icon-offset": [0, -CLEAR_OF_MARKS], "icon-padding": [6, 6, 0, 6] }],
  ["", { "icon-padding": [9, 6, 9, 6] }],
];

const places = (id, kind, minzoom, filter) =>
  STANDS.map(([stand, where]) => ({
    id: [id, stand].filter(Boolean).join("-"),
    type: "symbol",
    source: "places",
    minzoom,
    filter,
    layout: {
      "icon-image": ["step", ["zoom"], ["concat", `${kind}:`, ["get", "name"]], 11, ["concat", `${kind}:`, ["get", "both"]]],
      "symbol-sort-key": ["-", 0, ["get", "weight"]],
      ...where,
    },
  }));

// Streets in whichever of the two usual schemas the file is: Protomaps' or OpenMapTiles'.
function streetLayers(streets, colour, arabic) {
  if (!streets) return [];
  if (!streets.layers) return [{ id: "streets", type: "raster", source: "streets", paint: { "raster-opacity": 0.8 } }];
  const has = (...names) => names.find((name) => streets.layers.includes(name));
  const named = ["coalesce", ["get", arabic ? "name:ar" : "name:en"], ["get", "name"], ""];
  const from = (layer, rest) => layer && { source: "streets", "source-layer": layer, ...rest };
  const point = ["==", ["geometry-type"], "Point"];
  return [
    from(has("water"), { id: "street-water", type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour("sea") } }),
    from(has("buildings", "building"), { id: "street-houses", type: "fill", minzoom: 14, paint: { "fill-color": colour("line"), "fill-opacity": 0.6 } }),
    from(has("roads", "transportation"), {
      id: "street-lines",
      type: "line",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour("street"), "line-width": byZoom(7, 0.6, 12, 1.6, 16, 8) },
    }),
    from(has("roads", "transportation_name"), {
      id: "street-names",
      type: "symbol",
      minzoom: 14,
      layout: { "symbol-placement": "line-center", "icon-image": ["concat", "village:", named], "icon-rotation-alignment": "map", "icon-keep-upright": true },
    }),
    from(has("places", "place"), { id: "street-places", type: "symbol", minzoom: 9, filter: point, layout: { "icon-image": ["concat", "village:", named] } }),
  ].filter(Boolean);
}

// The roads of the built network, where there are no streets: quiet, main roads the broader ones.
function roadLayers(colour) {
  const layer = (id, width) => ({
    id: `roads-${id}`, type: "line", source: "roads", filter: ["==", ["get", "kind"], id],
    layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": colour("road"), "line-width": width },
  });
  return [layer("road", byZoom(9, 0.6, 12, 1.4, 16, 6)), layer("main", byZoom(7, 1, 12, 2.6, 16, 10))];
}

// Ways and what hinders on them: told apart by how the line is drawn, not by colour alone.
function lineLayers(colour) {
  const kind = (...kinds) => ["in", ["get", "kind"], ["literal", kinds]];
  const layer = (id, filter, paint, cap = "round") => ({
    id, type: "line", source: "lines", filter, layout: { "line-cap": cap, "line-join": "round" }, paint,
  });
  return [
    layer("edge", kind("edge"), { "line-color": colour("ink"), "line-width": 2, "line-dasharray": [2, 2] }, "butt"),
    layer("line-under", kind("way", "closed", "slowed", "meant"), { "line-color": colour("land"), "line-width": byZoom(7, 5, 12, 8, 16, 12) }),
    layer("way", kind("way"), { "line-color": colour("notice"), "line-width": byZoom(7, 2.5, 12, 4.5, 16, 7) }),
    layer("estimate", kind("estimate"), { "line-color": colour("notice"), "line-width": 2.5, "line-dasharray": [0.2, 2] }),
    layer("closed-under", kind("closed"), { "line-color": colour("alarm"), "line-width": byZoom(7, 3, 12, 6, 16, 10) }, "butt"),
    layer("closed", kind("closed"), { "line-color": "#fff", "line-width": byZoom(7, 1.5, 12, 3.5, 16, 6), "line-dasharray": [0.5, 1.5] }, "butt"),
    layer("slowed", kind("slowed"), { "line-color": colour("warn"), "line-width": byZoom(7, 2.5, 12, 5, 16, 8), "line-dasharray": [1.2, 0.8] }, "butt"),
    layer("meant", kind("meant"), { "line-color": colour("focus"), "line-width": byZoom(7, 3.5, 12, 6, 16, 10) }),
  ];
}

// Returns the whole style; what stands on the map is put into its sources `things`, `reaches` and `lines`.
export function styleOf({ base, streets, colour, arabic, things, reaches, lines, roads }) {
  const sources = {
    known: { type: "geojson", data: box(base.outline.bbox) },
    outline: { type: "geojson", data: base.outline },
    places: { type: "geojson", data: placeFeatures(base.places, arabic) },
    things: { type: "geojson", data: things ?? FEATURES },
    reaches: { type: "geojson", data: reaches ?? FEATURES },
    lines: { type: "geojson", data: lines ?? FEATURES },
    roads: { type: "geojson", data: roads ?? FEATURES },
  };
  if (streets) sources.streets = streets.source;
  return {
    version: 8,
    sources,
    layers: [
      { id: "beyond", type: "background", paint: { "background-color": colour("beyond") } },
      { id: "sea", type: "fill", source: "known", paint: { "fill-color": colour("sea"), "fill-antialias": false } },
      { id: "land", type: "fill", source: "outline", filter: is("land"), paint: { "fill-color": colour("land") } },
      { id: "coast", type: "line", source: "outline", filter: is("coast"), paint: { "line-color": colour("coast"), "line-width": byZoom(5, 0.8, 12, 2) } },
      ...roadLayers(colour),
      ...streetLayers(streets, colour, arabic),
      { id: "border", type: "line", source: "outline", filter: is("border"), paint: { "line-color": colour("border"), "line-width": 1.2, "line-dasharray": [4, 2] } },
      ...places("villages", "village", 9, ["<", ["get", "weight"], 0.5]),
      ...places("towns", "town", 0, [">=", ["get", "weight"], 0.5]),
      { id: "reach", type: "fill", source: "reaches", paint: { "fill-color": colour("alarm"), "fill-opacity": 0.14 } },
      { id: "reach-edge", type: "line", source: "reaches", paint: { "line-color": colour("alarm"), "line-width": 1.5, "line-dasharray": [3, 1.5] } },
      ...lineLayers(colour),
      {
        id: "chosen",
        type: "circle",
        source: "things",
        filter: ["==", ["get", "key"], ""],
        paint: { "circle-radius": 20, "circle-color": colour("focus"), "circle-opacity": 0.25, "circle-stroke-color": colour("focus"), "circle-stroke-width": 3 },
      },
      {
        id: "things",
        type: "symbol",
        source: "things",
        layout: {
          "icon-image": ["concat", "symbol:", ["get", "symbol"]],
          "icon-allow-overlap": true, // a mark always shows, and names make way for it
          "icon-padding": 0,
          "icon-offset": ["array", "number", 2, ["get", "aside"]],
          "symbol-sort-key": ["get", "order"],
        },
      },
      {
        id: "thing-names",
        type: "symbol",
        source: "things",
        minzoom: 8,
        filter: ["!=", ["get", "name"], ""],
        layout: { "icon-image": ["concat", "name:", ["get", "name"]], "icon-anchor": "top", "icon-offset": [0, 16], "icon-optional": false },
      },
    ],
  };
}
