// The curve: the share within reach against the distance, a line per leerweg.

import { LEERWEGEN } from "./codes.js";
import { el, show, svg } from "./dom.js";
import { number, percentage, threshold } from "./numbers.js";
import { inOrder } from "./panel.js";
import { thresholdOf } from "./state.js";
import { say } from "./words.js";

const WIDTH = 280;
const HEIGHT = 130;
const EDGE = { left: 34, right: 24, top: 8, bottom: 22 };
const STEPS = { m: [0, 5000, 10000, 15000, 20000, 25000, 30000], s: [0, 1800, 3600, 5400, 7200] };

/** Draw the curve of every leerweg, with the chosen threshold marked. */
export function drawCurve(parent, state, rows) {
  const { value, unit } = thresholdOf(state.drempel);
  const lines = inOrder(rows).map((line) => line.filter((row) => row.deel !== null));
  if (lines.every((line) => line.length < 2)) return show(parent);
  const scale = scaleOf(STEPS[unit].at(-1));
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "kromme",
    role: "img",
    "aria-label": inWords(lines, value, unit),
  });
  drawing.append(...axes(scale, unit), ...marker(scale, value));
  lines.forEach((line, k) =>
    drawing.append(...curve(line, LEERWEGEN[k], scale, LEERWEGEN[k] === state.leerweg)),
  );
  show(
    parent,
    el("h3", {}, say("curve")),
    el("p", { class: "klein" }, say(aboutOf(state, unit))),
    key(state),
    drawing,
    asTable(rows, unit),
  );
}

const aboutOf = ({ modus }, unit) =>
  modus === "ov" ? "curveAboutLead" : unit === "s" ? "curveAboutTime" : "curveAbout";

function scaleOf(most) {
  const wide = WIDTH - EDGE.left - EDGE.right;
  const high = HEIGHT - EDGE.top - EDGE.bottom;
  return {
    x: (value) => EDGE.left + (wide * value) / most,
    y: (share) => EDGE.top + high * (1 - share),
  };
}

function axes(scale, unit) {
  const shares = [0, 0.5, 1].flatMap((share) => [
    svg("line", {
      x1: EDGE.left,
      x2: WIDTH - EDGE.right,
      y1: scale.y(share),
      y2: scale.y(share),
      class: "as",
    }),
    svg(
      "text",
      { x: EDGE.left - 5, y: scale.y(share) + 4, "text-anchor": "end" },
      percentage(share, 0),
    ),
  ]);
  const steps = STEPS[unit].filter((_, k) => unit === "s" || k % 2 === 0);
  const words = steps.map((step, k) => {
    const last = k === steps.length - 1;
    const text =
      number(step / (unit === "s" ? 60 : 1000)) + (last ? (unit === "s" ? " min" : " km") : "");
    return svg("text", { x: scale.x(step), y: HEIGHT - 6, "text-anchor": "middle" }, text);
  });
  return [...shares, ...words];
}

function marker(scale, value) {
  const x = scale.x(value);
  return [svg("line", { x1: x, x2: x, y1: EDGE.top, y2: HEIGHT - EDGE.bottom, class: "norm" })];
}

function curve(line, leerweg, scale, chosen) {
  if (line.length === 0) return [];
  const points = [[0, 0], ...line.map((row) => [row.drempel, row.deel])];
  const path = points
    .map(([x, share], k) => `${k ? "L" : "M"}${scale.x(x).toFixed(1)} ${scale.y(share).toFixed(1)}`)
    .join("");
  return [svg("path", { d: path, class: `lijn ${leerweg}${chosen ? " gekozen" : ""}` })];
}

/** Return which line is of which leerweg. */
export function key(state) {
  const items = LEERWEGEN.map((leerweg) => {
    const look = `lijn ${leerweg}${leerweg === state.leerweg ? " gekozen" : ""}`;
    const sample = svg(
      "svg",
      { width: 26, height: 8, class: "kromme", "aria-hidden": "true" },
      svg("path", { d: "M0 4h26", class: look }),
    );
    return el("li", {}, sample, leerweg);
  });
  return el("ul", { class: "lijnen" }, ...items);
}

function inWords(lines, value, unit) {
  const within = threshold(value, unit, say("minutes"));
  const parts = lines.map((line, k) => {
    const row =
      line.find((one) => one.drempel === value) ?? line.findLast((one) => one.drempel < value);
    return row
      ? say(
          "curvePart",
          LEERWEGEN[k],
          percentage(row.deel),
          threshold(row.drempel, unit, say("minutes")),
        )
      : within;
  });
  return say("curveWords", parts.join(" "));
}

function asTable(rows, unit) {
  const steps = [...new Set(rows.map((row) => row.drempel))];
  const cell = (step, leerweg) => {
    const row = rows.find((one) => one.drempel === step && one.leerweg === leerweg);
    return el("td", { class: "getal" }, percentage(row?.deel) ?? say("hidden"));
  };
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, say("within1")),
    ...LEERWEGEN.map((one) => el("th", { scope: "col", class: "getal" }, one)),
  );
  const body = steps.map((step) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, threshold(step, unit, say("minutes"))),
      ...LEERWEGEN.map((one) => cell(step, one)),
    ),
  );
  return el(
    "details",
    {},
    el("summary", {}, say("asTable")),
    el("table", {}, el("thead", {}, head), el("tbody", {}, ...body)),
  );
}
