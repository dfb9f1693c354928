// The legend: the same colours, patterns and points as on the map.

import { show, el, svg } from "./dom.js";
import { BREAKS, CUT_OFF, NO_ROADS } from "./map-style.js";
import { cost, number, threshold } from "./numbers.js";
import { lackingOf, thresholdOf } from "./state.js";
import { points, siteSign } from "./signs.js";
import { say } from "./words.js";

/** Return the entries of the legend: a look and its words. */
export function entries(state) {
  const { value, unit } = thresholdOf(state.drempel);
  return [
    ...classWords(unit).map((words, klass) => ({ look: `k${klass}`, words })),
    { look: "gat", words: say("legendGap", threshold(value, unit, say("minutes"))) },
    { look: "leeg", words: say("legendEmpty") },
  ];
}

/** Return the words of the distance classes, from near to far. */
export function classWords(unit) {
  const breaks = BREAKS[unit];
  const plain = (bound) => number(bound / (unit === "s" ? 60 : 1000));
  const last = unit === "s" ? cost(breaks.at(-1), "s") : threshold(breaks.at(-1), unit);
  const words = breaks.map((bound, k) => {
    const high = unit === "s" ? cost(bound, "s") : threshold(bound, unit);
    return say("from", plain(breaks[k - 1] ?? 0), high);
  });
  return [...words, say("moreThan", last)];
}

/** Draw the legend of distances or times. */
export function drawLegend(parent, state, classes) {
  fillLegend(parent, state, { title: titleOf(state), entries: entries(state), classes });
}

/** Return what the distances or times of a map are. */
function titleOf({ modus, drempel }) {
  if (modus === "ov") return say("legendLead");
  return say(thresholdOf(drempel).unit === "s" ? "legendNearTime" : "legendNear");
}

/** Add the legend of a second map where its classes are others than those of the first. */
export function addLegend(parent, state, other) {
  if (thresholdOf(other.drempel).unit === thresholdOf(state.drempel).unit) return;
  const items = entries(other).filter(({ look }) => look !== "leeg");
  parent.append(el("h3", {}, titleOf(other)), signs(items, areaSign));
}

/** Draw a legend: its own entries, what else is on the map, and the points. */
export function fillLegend(parent, state, { title, entries: own, classes }) {
  const areas = drawnEntries(state, classes, own);
  show(parent, el("h3", {}, title), signs(areas, areaSign), signs(points(state), siteSign));
}

/** Return the entries of what is drawn: those of the scale, and others that occur. */
export function drawnEntries(state, { klass, unsure, hidden }, own = entries(state)) {
  const areas = [...own];
  if (unsure?.some(Boolean)) areas.push({ look: "grens", words: say("legendUnsure") });
  if (hidden.some(Boolean)) areas.push({ look: "stip", words: say("legendHidden") });
  if (klass.includes(CUT_OFF)) areas.push({ look: "kruis", words: say("legendCutOff") });
  if (klass.includes(NO_ROADS))
    areas.push({ look: "wegenonbekend", words: say("noRoads", lackingOf(state)) });
  return areas;
}

const signs = (items, draw) =>
  el("ul", {}, ...items.map(({ look, words }) => el("li", {}, draw(look), el("span", {}, words))));

function areaSign(look) {
  const drawing = svg("svg", { width: 26, height: 15, class: "teken", "aria-hidden": "true" });
  const under = { gat: "k2", grens: "k2", stip: "k1", kruis: "onbereikbaar" }[look] ?? look;
  const shape = { x: 0.5, y: 0.5, width: 25, height: 14 };
  drawing.append(svg("rect", { ...shape, class: `vlak ${under}` }));
  if (look === "gat" || look === "p0")
    drawing.append(...stripes(), svg("rect", { ...shape, class: "rand" }));
  if (look === "grens") drawing.append(...stripes("streep dun"));
  if (look === "stip") drawing.append(...dots());
  if (look === "kruis")
    drawing.append(svg("path", { d: "M1 1 25 14M1 14 25 1M13 1v13", class: "wit" }));
  return drawing;
}

function stripes(look = "streep") {
  return [-10, -3, 4, 11, 18].map((x) =>
    svg("path", {
      d: `M${Math.max(x, 1)} ${x < 1 ? 14 - (1 - x) : 14}L${Math.min(x + 13, 25)} ${x > 12 ? 1 + (x - 12) : 1}`,
      class: look,
    }),
  );
}

function dots() {
  return [5, 13, 21].flatMap((x) =>
    [4, 11].map((y) => svg("circle", { cx: x, cy: y, r: 1.3, class: "stip" })),
  );
}
