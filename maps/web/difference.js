// What edits change, on the map: who gains and who loses, by colour and by pattern.

import { el, show, svg } from "./dom.js";
import { isInhabited } from "./map.js";
import { wordsOf } from "./panel.js";
import { colours } from "./patterns.js";
import { addSigns, editPoints, points, siteSign } from "./signs.js";
import { say } from "./words.js";

/** Who is affected, as the service names them; the order is that of the map's values. */
export const GROUPS = ["enigeKwijt", "eersteErbij", "andereKwijt", "tweedeErbij"];
const SAME = 0;
const NOBODY = 5;
const SAME_GAP = 6;
const SIZE = 8;
const COLOUR_OF = {
  enigeKwijt: "enige-kwijt",
  eersteErbij: "eerste-erbij",
  andereKwijt: "andere-kwijt",
  tweedeErbij: "tweede-erbij",
};
const MARKS = "wijzigingen";

/** Return the colours of the difference by group. */
export function groupColours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    GROUPS.map((group) => [group, style.getPropertyValue(`--${COLOUR_OF[group]}`).trim()]),
  );
}

/** Return the value of every postcode of the land: a group, the same, or nobody. */
export function valuesOf(land, figures, changed) {
  const rowOf = new Map(figures.postcode.map((code, row) => [code, row]));
  const groupOf = new Map(changed.postcode.map((code, k) => [code, changed.groep[k]]));
  return land.features.map(({ properties: { code } }) => {
    const row = rowOf.get(code);
    if (row === undefined || !isInhabited(figures, row)) return NOBODY;
    const group = groupOf.get(code);
    if (group) return GROUPS.indexOf(group) + 1;
    return figures.witteVlek[row] ? SAME_GAP : SAME;
  });
}

/** Return the figures of every postcode after the edits, from those before. */
export function figuresAfter(figures, changed, within) {
  const rowOf = new Map(figures.postcode.map((code, row) => [code, row]));
  const way = figures.afstandM ? "afstandM" : "reistijdS";
  const after = { ...figures };
  for (const name of [way, "witteVlek", "bereikt"]) after[name] = [...figures[name]];
  changed.postcode.forEach((code, k) => {
    const row = rowOf.get(code);
    if (row === undefined) return;
    after[way][row] = changed.na[k];
    after.witteVlek[row] = changed.na[k] === null || changed.na[k] > within;
    after.bereikt[row] =
      figures.leerlingen[row] === null ? null : figures.leerlingen[row] * changed.bereiktNa[k];
  });
  return after;
}

/** The difference as layers over a map of postcodes. */
export class DifferenceLayer {
  /** `map` is a PostcodeMap. */
  constructor(map) {
    this.map = map;
    this.shown = [];
  }

  /** Show a value per postcode. */
  async show(values) {
    await this.map.ready;
    const { map } = this.map;
    this.build(map);
    values.forEach((value, id) => {
      if (this.shown[id] !== value) map.setFeatureState({ source: "pc4", id }, { v: value });
    });
    this.shown = values;
    this.visible(map, "visible");
    await this.map.drawn();
  }

  /** Mark what is chosen, and where something opens or closes. */
  async mark(marks) {
    await this.map.ready;
    if (!this.layers && marks.features.length === 0) return;
    this.build(this.map.map);
    this.map.map.getSource(MARKS).setData(marks);
  }

  /** Show the map as it was. */
  async hide() {
    await this.map.ready;
    if (this.layers) this.visible(this.map.map, "none");
  }

  build(map) {
    if (this.layers) return;
    for (const [name, draw] of Object.entries(PATTERNS))
      map.addImage(`verschil-${name}`, painted(draw), { pixelRatio: 2 });
    addSigns(map);
    map.addImage("teken-gekozen", painted(ring, 30), { pixelRatio: 2 });
    map.addSource(MARKS, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    this.layers = layers(groupColours(), colours());
    for (const layer of this.layers)
      map.addLayer(layer, layer.type === "symbol" ? undefined : "gebied-rand");
    this.visible(map, "none");
  }

  visible(map, how) {
    for (const { id, type } of this.layers)
      if (type !== "symbol") map.setLayoutProperty(id, "visibility", how);
  }
}

function layers(fill, colour) {
  const value = ["coalesce", ["feature-state", "v"], NOBODY];
  const fills = GROUPS.flatMap((group, k) => [k + 1, fill[group]]);
  const land = ["match", value, ...fills, NOBODY, colour.leeg, SAME_GAP, "#dfe3e6", colour.land];
  const patterns = [...GROUPS, "gat"].map((name, k) => ({
    id: `verschil-${name}`,
    type: "fill",
    source: "pc4",
    paint: {
      "fill-pattern": `verschil-${name}`,
      "fill-opacity": ["case", ["==", value, name === "gat" ? SAME_GAP : k + 1], 1, 0],
      "fill-antialias": false,
    },
  }));
  const edge = {
    "line-color": "#8b99a6",
    "line-width": 0.5,
    "line-opacity": ["interpolate", ["linear"], ["zoom"], 7, 0.3, 9, 0.7],
  };
  return [
    {
      id: "verschil-vlak",
      type: "fill",
      source: "pc4",
      paint: { "fill-color": land, "fill-antialias": false },
    },
    ...patterns,
    { id: "verschil-rand", type: "line", source: "pc4", minzoom: 7, paint: edge },
    {
      id: "verschil-tekens",
      type: "symbol",
      source: MARKS,
      layout: { "icon-image": ["concat", "teken-", ["get", "wat"]], "icon-allow-overlap": true },
    },
  ];
}

const path = (context, colour, width, lines) => {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
};
const slanted = [-SIZE, 0, SIZE].map((shift) => [shift - 1, SIZE + 1, shift + SIZE + 1, -1]);
const PATTERNS = {
  enigeKwijt: (context) => path(context, "rgba(40,10,0,0.75)", 1.6, slanted),
  eersteErbij: (context) => dots(context, "rgba(255,255,255,0.95)", 1.3),
  andereKwijt: (context) => path(context, "rgba(124,45,18,0.65)", 0.9, [[0, 4, SIZE, 4]]),
  tweedeErbij: (context) =>
    path(context, "rgba(6,78,59,0.7)", 0.9, [
      [4, 2, 4, 6],
      [2, 4, 6, 4],
    ]),
  gat: (context) => path(context, "rgba(85,97,109,0.45)", 0.9, slanted),
};

function dots(context, colour, radius) {
  context.fillStyle = colour;
  for (const [x, y] of [
    [2, 2],
    [6, 6],
  ]) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function painted(draw, size = SIZE) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * 2;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.scale(2, 2);
  draw(context);
  return context.getImageData(0, 0, size * 2, size * 2);
}

/** Draw the ring around what is chosen. */
const ring = (context) => {
  for (const [stroke, width] of [
    ["#fff", 5],
    ["#1d4f91", 3],
  ]) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.beginPath();
    context.arc(15, 15, 12, 0, 2 * Math.PI);
    context.stroke();
  }
};

/** Return the entries of the legend that go with what is shown. */
export function differenceEntries(state) {
  const { threshold } = wordsOf(state);
  return [...GROUPS, "gelijk", "gat"].map((look) => ({
    look,
    words: say("differenceLegend", look, threshold),
  }));
}

/** Draw the legend of the difference. */
export function drawDifferenceLegend(parent, state) {
  const item = (sign, words) => el("li", {}, sign, el("span", {}, words));
  show(
    parent,
    el("h3", {}, say("differenceTitle", state)),
    el("ul", {}, ...differenceEntries(state).map(({ look, words }) => item(areaSign(look), words))),
    el(
      "ul",
      {},
      ...[...editPoints(), ...points(state)].map(({ look, words }) => item(siteSign(look), words)),
    ),
  );
}

function areaSign(look) {
  const shape = { x: 0.5, y: 0.5, width: 25, height: 14 };
  const drawing = svg(
    "svg",
    { width: 26, height: 15, class: "teken", "aria-hidden": "true" },
    svg("rect", { ...shape, class: `vlak ${look}` }),
  );
  const lines = {
    enigeKwijt: ["M1 11 11 1M6 14 19 1M14 14 25 3"],
    eersteErbij: ["M4 4h.1M12 4h.1M20 4h.1M8 10h.1M16 10h.1M23 10h.1"],
    andereKwijt: ["M1 5h24M1 10h24"],
    tweedeErbij: ["M5 4v5M2.5 6.5h5M13 4v5M10.500 6.500h5M21 4v5M18.500 6.500h5"],
    gat: ["M1 11 11 1M6 14 19 1M14 14 25 3"],
  };
  for (const d of lines[look] ?? []) drawing.append(svg("path", { d, class: `patroon-${look}` }));
  return drawing;
}

/** Paint one box of the legend in a saved picture. */
export function paintEntry(context, look, x, y, width, height) {
  const colour = { ...groupColours(), gelijk: colours().land, gat: "#dfe3e6" }[look];
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
  if (PATTERNS[look]) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = SIZE * 2;
    const inside = tile.getContext("2d");
    inside.scale(2, 2);
    PATTERNS[look](inside);
    context.fillStyle = context.createPattern(tile, "repeat");
    context.fillRect(x, y, width, height);
  }
  context.strokeRect(x, y, width, height);
}
