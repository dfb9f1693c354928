// Tables of primary schools: the first hundred rows, all on demand.

import { el, show } from "../dom.js";
import { number } from "../numbers.js";
import { say } from "../words.js";

const FIRST = 100;

/** Make a table; `rows` are lists of cells, of which those of `numbers` are figures. */
export function tableOf(heads, rows, { label, numbers = [], chosen = () => false } = {}) {
  const line = (row, at) =>
    el(
      "tr",
      { class: chosen(at) ? "gekozen" : null, "aria-current": chosen(at) ? "true" : null },
      ...row.map((cell, k) =>
        k === 0
          ? el("th", { scope: "row" }, cell)
          : el("td", { class: numbers.includes(k) ? "getal" : null }, cell),
      ),
    );
  const body = el("tbody", {}, ...rows.slice(0, FIRST).map(line));
  const head = heads.map((text, k) =>
    el(
      text ? "th" : "td",
      { scope: text ? "col" : null, class: numbers.includes(k) ? "getal" : null },
      text,
    ),
  );
  const table = el("table", { "aria-label": label }, el("thead", {}, el("tr", {}, ...head)), body);
  if (rows.length <= FIRST) return [table];
  const more = el("button", { type: "button", class: "knop" }, say("moreRows", rows.length));
  more.addEventListener("click", () => {
    const rest = rows.slice(FIRST).map((row, k) => line(row, k + FIRST));
    body.append(...rest);
    body.rows[FIRST].tabIndex = -1;
    body.rows[FIRST].focus();
    more.remove();
  });
  return [table, more];
}

/** Name a school so that it can be found on the map. */
export function schoolCell({ naam, plaats }, find) {
  const words = plaats && !naam.includes(plaats) ? `${naam}, ${plaats}` : naam;
  return el("button", { type: "button", class: "naam", onclick: find }, words);
}

/** Write a number of pupils, or that it is too small to show. */
export const pupilsCell = (count, few) => (few || count === null ? say("few") : number(count));

/** Head a table, with a choice in its second line. */
export function drawTables(parent, title, choice, ...parts) {
  show(
    parent,
    el("div", { class: "kop-tabel" }, el("h2", { id: "kop-tabel" }, title), choice),
    ...parts,
  );
}
