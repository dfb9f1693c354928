// How the map looks: the classes of a postcode, and the layers that draw them.

export const BREAKS = { m: [5000, 10000, 15000], s: [900, 1800, 2700] };
export const CUT_OFF = 4;
export const EMPTY = 5;
/** Beyond the roads that are known: neither near nor far. */
export const NO_ROADS = 6;
/** Outside what is looked at: it recedes. */
export const AWAY = 7;
/** Where the map shows how many profielen there are: 0 is drawn as this class. */
export const FEWEST = 10;
export const NUMBERS = [0, 1, 2, 3, 4, 5];
/** Kind of a vestiging of which it is not told yet: not drawn. */
const UNTOLD = -1;

const state = (name) => ["feature-state", name];
const isOn = (name, yes, no = 0) => ["case", ["boolean", state(name), false], yes, no];
const isKind = (kind) => ["case", ["==", ["coalesce", state("kind"), UNTOLD], kind], 1, 0];
const isClass = (klass) => ["case", ["==", ["coalesce", state("k"), EMPTY], klass], 1, 0];
const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];

const line = (id, source, paint, more = {}) => ({ id, type: "line", source, paint, ...more });

const pattern = (id, image, opacity) => ({
  id,
  type: "fill",
  source: "pc4",
  paint: { "fill-pattern": image, "fill-opacity": opacity, "fill-antialias": false },
});
export const PATTERNS = {
  "pc4-afgeschermd": pattern("pc4-afgeschermd", "stip", isOn("hidden", 1)),
  "pc4-grens": pattern("pc4-grens", "grens", isOn("unsure", 0.8)),
  "pc4-onbereikbaar": pattern("pc4-onbereikbaar", "kruis", isClass(CUT_OFF)),
};

/** Return the style of a land with its postcodes, and nothing over them yet. */
export function landStyle(land, colour) {
  return {
    version: 8,
    sources: { pc4: { type: "geojson", data: land, tolerance: 0.2, buffer: 16, maxzoom: 11 } },
    layers: [
      { id: "grond", type: "background", paint: { "background-color": "#fff" } },
      ...landLayers(colour),
    ],
  };
}

function landLayers(colour) {
  const fills = [
    "match",
    ["coalesce", state("k"), EMPTY],
    0,
    colour.k0,
    1,
    colour.k1,
    2,
    colour.k2,
    3,
    colour.k3,
    NO_ROADS,
    colour.wegenonbekend,
    AWAY,
    "#fff",
    CUT_OFF,
    colour.patroon,
    ...NUMBERS.flatMap((count) => [FEWEST + count, colour[`p${count}`]]),
    colour.leeg,
  ];
  // Borders of postcodes are noise, and work, on a map of the whole country.
  const near = { minzoom: 7 };
  return [
    {
      id: "pc4-vlak",
      type: "fill",
      source: "pc4",
      paint: { "fill-color": fills, "fill-antialias": false },
    },
    line(
      "pc4-rand",
      "pc4",
      { "line-color": "#8b99a6", "line-width": 0.5, "line-opacity": byZoom(7, 0.3, 9, 0.7) },
      near,
    ),
    pattern("pc4-gat", "streep", isOn("gap", 0.85)),
    line(
      "pc4-gatrand",
      "pc4",
      {
        "line-color": colour.patroon,
        "line-width": byZoom(7, 0.4, 10, 1.6),
        "line-opacity": isOn("gap", 0.9),
      },
      near,
    ),
  ];
}

/** Return what is laid over the land to read it by: borders, schools and names. */
export function upperLayers(colour) {
  return [
    line("gebied-rand", "gebieden", {
      "line-color": "#fff",
      "line-width": byZoom(6, 1, 10, 3),
      "line-opacity": byZoom(6.5, 0, 9, 0.85),
    }),
    line("gebied-rand-lijn", "gebieden", {
      "line-color": colour.zacht,
      "line-width": byZoom(6, 0.4, 10, 1.2),
      "line-opacity": byZoom(6, 0.3, 9, 1),
    }),
    line("gekozen", "gekozen", {
      "line-color": ["case", ["get", "border"], colour.inkt, colour.accent],
      "line-width": ["case", ["get", "border"], 1.6, 3],
    }),
    ...siteLayers(colour),
    {
      id: "namen",
      type: "symbol",
      source: "namen",
      layout: {
        "icon-image": ["get", "beeld"],
        "symbol-sort-key": ["get", "rank"],
        "icon-padding": 1,
      },
      paint: { "icon-opacity": isOn("cut", 0, 1) },
    },
  ];
}

function siteLayers(colour) {
  const circle = (id, kind, paint) => ({
    id,
    type: "circle",
    source: "scholen",
    paint: { ...paint, "circle-opacity": isKind(kind), "circle-stroke-opacity": isKind(kind) },
  });
  return [
    circle("school-none", 0, {
      "circle-color": colour.school,
      "circle-radius": byZoom(6, 0.9, 10, 2.5),
    }),
    {
      id: "school-other",
      type: "symbol",
      source: "scholen",
      layout: {
        "icon-image": "teken-other",
        "icon-size": byZoom(6, 0.42, 10, 1),
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
      paint: { "icon-opacity": isKind(1) },
    },
    circle("school-pair", 2, {
      "circle-color": colour.accent,
      "circle-radius": byZoom(6, 2.6, 10, 6.5),
      "circle-stroke-color": "#fff",
      "circle-stroke-width": byZoom(6, 0.7, 10, 1.5),
    }),
  ];
}
