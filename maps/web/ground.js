// The quiet ground of the map: water, what lies abroad, land without a postcode, main roads.

import { el, show, svg } from "./dom.js";
import { addWords, say } from "./words.js";

addWords({
  nl: { water: "water", buitenland: "buitenland (grof getekend)", hoofdweg: "hoofdweg" },
  en: { water: "water", buitenland: "abroad (drawn coarsely)", hoofdweg: "main road" },
});

const NAME = "ondergrond";
const LOOKS = ["water", "buitenland", "hoofdweg"];
let kinds = [];

const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const of = (kind) => ({ source: NAME, filter: ["==", ["get", "soort"], kind] });

/** Lay the ground under a map once; `told` is as the service gives it, null for none. */
export function layGround(map, told, colour) {
  if (!told || map.getSource(NAME)) return;
  kinds = LOOKS.filter((look) => look === "water" || has(told, look));
  const features = told.features.filter(({ properties }) => properties.soort !== "naam");
  const data = { type: "FeatureCollection", features };
  map.addSource(NAME, { type: "geojson", data, tolerance: 0.3, maxzoom: 11 });
  map.setPaintProperty("grond", "background-color", colour.water);
  const fill = (kind, shade) => ({
    ...of(kind),
    id: `grond-${kind}`,
    type: "fill",
    paint: { "fill-color": shade, "fill-antialias": false },
  });
  map.addLayer(fill("buitenland", colour.buitenland), "pc4-vlak");
  map.addLayer(fill("land", colour.leeg), "pc4-vlak");
  const line = (kind, id, shade, ...widths) => ({
    ...of(kind),
    id,
    type: "line",
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": shade, "line-width": byZoom(...widths) },
  });
  map.addLayer(line("land", "grond-rand", colour.zacht, 6, 0.5, 10, 1.2), "gebied-rand");
  map.addLayer(line("hoofdweg", "grond-wegrand", "#fff", 6, 1.4, 10, 4.5), "gekozen");
  map.addLayer(line("hoofdweg", "grond-weg", colour.hoofdweg, 6, 0.8, 10, 2.2), "gekozen");
}

const has = (told, kind) => told.features.some(({ properties }) => properties.soort === kind);

/** Return the names that are written on water and abroad. */
export function groundNames(told) {
  const features = told?.features.filter(({ properties }) => properties.soort === "naam") ?? [];
  return features.map(({ properties, geometry }) => ({
    name: properties.naam,
    at: geometry.coordinates,
    isGround: true,
  }));
}

/** Explain the ground, once it is there. */
export function drawGroundLegend(parent) {
  const items = kinds.map((look) => el("li", {}, sign(look), el("span", {}, say(look))));
  show(parent, items.length ? el("ul", {}, ...items) : "");
}

/** Return the entries of a saved picture. */
export const groundEntries = (colour) =>
  kinds.map((look) => ({
    words: say(look),
    paint: (context, x, y, width, height) => {
      const isLine = look === "hoofdweg";
      context.fillStyle = colour[look];
      context.fillRect(x, isLine ? y + height / 2 - 2 : y, width, isLine ? 4 : height);
      if (!isLine) context.strokeRect(x, y, width, height);
    },
  }));

function sign(look) {
  const shape =
    look === "hoofdweg"
      ? svg("path", { d: "M1 7.5h24", class: "hoofdweg" })
      : svg("rect", { x: 0.5, y: 0.5, width: 25, height: 14, class: `vlak ${look}` });
  return svg("svg", { width: 26, height: 15, class: "teken", "aria-hidden": "true" }, shape);
}
