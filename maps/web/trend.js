// The trend: the share within reach in every snapshot, a line per leerweg.

import { LEERWEGEN } from "./codes.js";
import { key } from "./chart.js";
import { el, show, svg } from "./dom.js";
import { percentage } from "./numbers.js";
import { say } from "./words.js";
import { idOf, yearOf } from "./years.js";

const WIDTH = 280;
const HEIGHT = 130;
const EDGE = { left: 34, right: 24, top: 8, bottom: 22 };

/** Draw the shares of a question per year; `years` holds {id, rows} in order of time. */
export function drawTrend(parent, state, years) {
  const told = years.filter(({ rows }) => rows.some((row) => row.deel !== null));
  if (told.length < 2) return show(parent);
  const x = (k) => EDGE.left + ((WIDTH - EDGE.left - EDGE.right) * k) / (told.length - 1);
  const words = LEERWEGEN.map((leerweg) => said(told, leerweg)).join(" ");
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "kromme",
    role: "img",
    "aria-label": say("curveWords", words),
  });
  drawing.append(...axes(told, x, state));
  for (const leerweg of LEERWEGEN.toReversed())
    drawing.append(...line(told, x, leerweg, leerweg === state.leerweg));
  show(
    parent,
    el("h3", {}, say("trend")),
    el("p", { class: "klein" }, say("trendAbout")),
    key(state),
    drawing,
    asTable(told),
  );
}

const y = (share) => EDGE.top + (HEIGHT - EDGE.top - EDGE.bottom) * (1 - share);
const rowOf = ({ rows }, leerweg) =>
  rows.find((row) => row.leerweg === leerweg && row.deel !== null);
const shortYear = (id) => /\d{4}/.exec(yearOf(id))?.[0] ?? yearOf(id);

function said(told, leerweg) {
  const parts = told.map(
    (year) => `${percentage(rowOf(year, leerweg)?.deel) ?? say("hidden")} (${yearOf(year.id)})`,
  );
  return `${leerweg}: ${parts.join(", ")}.`;
}

function axes(told, x, state) {
  const shares = [0, 0.5, 1].flatMap((share) => [
    svg("line", { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(share), y2: y(share), class: "as" }),
    svg("text", { x: EDGE.left - 5, y: y(share) + 4, "text-anchor": "end" }, percentage(share, 0)),
  ]);
  const names = told.map(({ id }, k) =>
    svg("text", { x: x(k), y: HEIGHT - 6, "text-anchor": "middle" }, shortYear(id)),
  );
  const here = told.findIndex(({ id }) => id === idOf(state.snapshot));
  return [
    ...shares,
    ...names,
    here < 0
      ? ""
      : svg("line", {
          x1: x(here),
          x2: x(here),
          y1: EDGE.top,
          y2: HEIGHT - EDGE.bottom,
          class: "norm",
        }),
  ];
}

/** Draw the line of a leerweg; the chosen one shows how sure each share is. */
function line(told, x, leerweg, chosen) {
  const points = told.map((year, k) => [k, rowOf(year, leerweg)]).filter(([, row]) => row);
  const at = ([k, row]) => `${x(k).toFixed(1)} ${y(row.deel).toFixed(1)}`;
  const look = `${leerweg}${chosen ? " gekozen" : ""}`;
  const sure = chosen
    ? points.map(([k, row]) =>
        svg("line", {
          x1: x(k),
          x2: x(k),
          y1: y(row.deelLaag),
          y2: y(row.deelHoog),
          class: `lijn ${look}`,
        }),
      )
    : [];
  const dots = points.map(([k, row]) =>
    svg("circle", { cx: x(k), cy: y(row.deel), r: chosen ? 3 : 2, class: `stippel ${look}` }),
  );
  return [
    svg("path", { d: `M${points.map(at).join("L")}`, class: `lijn ${look}` }),
    ...sure,
    ...dots,
  ];
}

function asTable(told) {
  const heads = LEERWEGEN.map((one) => el("th", { scope: "col", class: "getal" }, one));
  const rows = told.map((year) => {
    const cells = LEERWEGEN.map((one) =>
      el("td", { class: "getal" }, percentage(rowOf(year, one)?.deel) ?? say("hidden")),
    );
    return el("tr", {}, el("th", { scope: "row" }, yearOf(year.id)), ...cells);
  });
  const head = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("year")), ...heads));
  return el(
    "details",
    {},
    el("summary", {}, say("asTable")),
    el("table", {}, head, el("tbody", {}, ...rows)),
  );
}
