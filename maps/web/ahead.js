// The view ahead: three layers that are never mixed, a year to choose, and no forecast.

import { AHEAD_WORDS } from "./ahead-words.js";
import { TECHNISCH } from "./codes.js";
import { byId, el, show, svg } from "./dom.js";
import { drawExplained } from "./explain.js";
import { number, percentage } from "./numbers.js";
import { ahead } from "./service.js";
import { drawTrend } from "./trend.js";
import { addWords, say } from "./words.js";

const WIDTH = 280;
const HEIGHT = 130;
const EDGE = { left: 34, right: 14, top: 8, bottom: 22 };
const MISSING = 404;
const remembered = { isOpen: false, year: 0 };

/** Draw the years that were, and offer those to come and where the figure comes from. */
export function drawYears(state, past) {
  drawTrend(byId("verloop"), state, past);
  drawAhead(byId("vooruit"), state);
  drawExplained(byId("vandaan"), state);
}

/** Offer to look ahead; nothing is asked before a reader wants it. */
function drawAhead(parent, state) {
  addWords(AHEAD_WORDS);
  if (!canBeTold(state)) return show(parent);
  const inside = el("div", { "aria-live": "polite" });
  const fold = el("details", {}, el("summary", {}, say("aheadHead")), inside);
  fold.addEventListener("toggle", () => {
    remembered.isOpen = fold.open;
    if (fold.open && !inside.hasChildNodes()) fill(inside, state);
  });
  fold.open = remembered.isOpen;
  show(parent, fold);
}

const canBeTold = ({ profiel, of }) =>
  !of && (profiel === "techniek" || TECHNISCH.includes(profiel));

async function fill(inside, state) {
  show(inside, el("p", { class: "klein" }, say("aheadAsking")));
  try {
    const { rijen } = await ahead(state);
    const years = rijen.filter((row) => row.bereikDemografie !== null);
    if (years.length < 2) return show(inside, el("p", {}, say("hidden")));
    return tell(inside, state, years);
  } catch (error) {
    const words = error.status === MISSING ? say("aheadMissing") : error.message;
    return show(inside, el("p", {}, words));
  }
}

/** Show the years with a slider; the last one chosen stays chosen. */
function tell(inside, state, years) {
  const at = years.findIndex(({ jaar }) => jaar === remembered.year);
  const layers = el("div", { class: "vooruit-lagen" });
  const drawing = el("div", {});
  const slider = el("input", {
    type: "range",
    id: "vooruit-jaar",
    min: 0,
    max: years.length - 1,
    value: at < 0 ? years.length - 1 : at,
  });
  const told = el("output", { for: "vooruit-jaar" });
  const choose = () => {
    const row = years[Number(slider.value)];
    remembered.year = row.jaar;
    told.textContent = row.jaar;
    slider.setAttribute("aria-valuetext", row.jaar);
    show(layers, ...inWords(row));
    show(drawing, curve(years, row));
  };
  slider.addEventListener("input", choose);
  choose();
  show(
    inside,
    el("p", {}, say("aheadNoForecast")),
    state.als ? el("p", { class: "klein" }, say("aheadEdited")) : null,
    el("label", { for: "vooruit-jaar" }, `${say("aheadYear")} `),
    slider,
    told,
    layers,
    drawing,
    asTable(years),
  );
}

const likely = (row) =>
  say(
    "aheadRange",
    percentage(row.bereikWaarschijnlijkP10),
    percentage(row.bereikWaarschijnlijkP90),
  );

/** Say each layer under its own name. */
function inWords(row) {
  const layers = [
    [say("aheadDemography"), percentage(row.bereikDemografie)],
    [say("aheadLikely"), likely(row)],
    [say("aheadNorm", row.norm), percentage(row.bereikAlsNorm)],
    [say("aheadCombined"), percentage(row.bereikAlsNormSamen)],
  ].flatMap(([name, figure]) => [el("dt", {}, name), el("dd", {}, figure ?? say("hidden"))]);
  const count = number(Math.round(row.leerlingen / 10) * 10);
  return [el("dl", {}, ...layers), el("p", { class: "klein" }, say("aheadStudents", count))];
}

function curve(years, chosen) {
  const scale = scaleOf(years);
  const band = [
    ...years.map((row) => scale.at(row, "bereikWaarschijnlijkP90")),
    ...years.toReversed().map((row) => scale.at(row, "bereikWaarschijnlijkP10")),
  ];
  const line = (name, look) =>
    svg("path", {
      d: `M${years.map((row) => scale.at(row, name)).join("L")}`,
      class: `lijn ${look}`,
    });
  return svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: "kromme vooruit",
      role: "img",
      "aria-label": say(
        "aheadCurve",
        chosen.jaar,
        likely(chosen),
        percentage(chosen.bereikDemografie),
      ),
    },
    ...axes(years, scale, chosen),
    svg("path", { d: `M${band.join("L")}Z`, class: "band" }),
    line("bereikAlsNorm", "norm"),
    line("bereikAlsNormSamen", "samen"),
    line("bereikDemografie", "gekozen"),
  );
}

function scaleOf(years) {
  const first = years[0].jaar;
  const span = years.at(-1).jaar - first;
  const x = (jaar) => EDGE.left + ((WIDTH - EDGE.left - EDGE.right) * (jaar - first)) / span;
  const y = (share) => EDGE.top + (HEIGHT - EDGE.top - EDGE.bottom) * (1 - share);
  return { x, y, at: (row, name) => `${x(row.jaar).toFixed(1)} ${y(row[name]).toFixed(1)}` };
}

function axes(years, { x, y }, chosen) {
  const shares = [0, 0.5, 1].flatMap((share) => [
    svg("line", { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(share), y2: y(share), class: "as" }),
    svg("text", { x: EDGE.left - 5, y: y(share) + 4, "text-anchor": "end" }, percentage(share, 0)),
  ]);
  const names = [years[0], years.at(-1)].map(({ jaar }) =>
    svg("text", { x: x(jaar), y: HEIGHT - 6, "text-anchor": "middle" }, String(jaar)),
  );
  const at = x(chosen.jaar);
  const ends = { y1: EDGE.top, y2: HEIGHT - EDGE.bottom };
  return [...shares, ...names, svg("line", { x1: at, x2: at, ...ends, class: "as" })];
}

function asTable(years) {
  const heads = ["aheadYear", "aheadDemography", "aheadLikely", "aheadNorm", "aheadCombined"];
  const head = heads.map((name) => el("th", { scope: "col" }, say(name, years[0].norm)));
  const rows = years.map((row) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, String(row.jaar)),
      el("td", { class: "getal" }, percentage(row.bereikDemografie)),
      el("td", { class: "getal" }, likely(row)),
      el("td", { class: "getal" }, percentage(row.bereikAlsNorm)),
      el("td", { class: "getal" }, percentage(row.bereikAlsNormSamen)),
    ),
  );
  return el(
    "details",
    {},
    el("summary", {}, say("asTable")),
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)),
  );
}
