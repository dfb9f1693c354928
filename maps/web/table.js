// The table: the same figures as the map, to sort, to read and to save.

import { el, show } from "./dom.js";
import { collate, number, percentage } from "./numbers.js";
import { likelyEnds, whyNoShare } from "./panel.js";
import { lackingOf } from "./state.js";
import { addWords, say, wordOf } from "./words.js";

addWords({
  nl: { unknownHome: "woonplaats onbekend" },
  en: { unknownHome: "home not known" },
});

const FIRST = matchMedia("(max-width: 63.99rem)").matches ? 15 : 100;
/** Code of the row of those whose home is not on the map. */
const UNKNOWN = "onbekend";
const COLUMNS = ["naam", "niet", "deel"];

/** Return a row per area: code, name, how many are not reached, and the share that is. */
export function areaRows(rows) {
  return rows.map((row) => ({
    code: row.gebied,
    naam: areaName(row),
    hidden: row.afgeschermd,
    noRoads: row.deel === null && row.buitenWegen > 0,
    niet: notReached(row),
    deel: row.afgeschermd ? null : row.deel,
    ends: likelyEnds(row),
    why: whyNoShare(row),
    missedEnds: [row.nietBereiktVermoedelijkLaag, row.nietBereiktVermoedelijkHoog],
  }));
}

/** Name an area; of some it is not known in which they live. */
export function areaName({ gebied, gebiedsnaam }) {
  if (gebied === UNKNOWN) return say("unknownHome");
  return gebiedsnaam.replace(" (voorbeeldgegevens)", "") || gebied;
}

/** Return how many are not reached, as far as that is known. */
function notReached(row) {
  if (row.afgeschermd || row.leerlingen === null || row.deel === null) return null;
  return row.leerlingen - row.bereikt - row.buitenWegen;
}

/** Write how many are not reached where no share can be told: between which numbers. */
function missedWords({ why, missedEnds }, unknown) {
  const [low, high] = (missedEnds ?? []).map((end) => Number.isFinite(end) && number(end));
  if (why !== "cannotSay" || !low || !high) return unknown;
  return low === high ? low : `${low}-${high}`;
}

/** Return the same rows for postcodes, from the figures of the map. */
export function postcodeRows(figures, placeOf) {
  return figures.postcode
    .map((code, k) => {
      const all = figures.leerlingen[k];
      const hidden = figures.afgeschermd[k];
      const noRoads = figures.reden[k] === "buitenWegen";
      const known = !hidden && !noRoads && all > 0;
      const place = placeOf(code);
      return {
        code,
        naam: place ? `${code} ${place}` : code,
        hidden,
        noRoads,
        empty: !hidden && !(figures.leerlingenHoog[k] > 0),
        niet: known ? all - figures.bereikt[k] : null,
        deel: known ? figures.bereikt[k] / all : null,
        ends: [null, null],
      };
    })
    .filter((row) => !row.empty);
}

/** Return the rows in order; what is not known comes last, whichever way. */
export function sorted(rows, { sorteer, richting }) {
  const sign = richting === "af" ? -1 : 1;
  const byName = (one, other) => collate(one.naam, other.naam);
  if (sorteer === "naam") return rows.toSorted((one, other) => -sign * byName(one, other));
  return rows.toSorted((one, other) => {
    const [a, b] = [one[sorteer], other[sorteer]];
    if (a === null || b === null) return (a === null) - (b === null) || byName(one, other);
    return sign * (a - b) || byName(one, other);
  });
}

/** How the table looks when nothing is asked of it besides. */
function usualLook(state) {
  return {
    title: say("table", wordOf("gebieden", state.gebieden)),
    columns: COLUMNS,
    words: (name) => wordOf("columns", name),
    wordsLong: (name) => wordOf("columnsLong", name),
    cells: (row, unknown) => {
      const ends = row.ends.map((end) => percentage(end, 0));
      const between = ends[0] && ends[0] !== ends[1] ? say("between", ...ends) : null;
      return [
        el(
          "td",
          { class: "getal" },
          row.niet === null ? missedWords(row, unknown) : number(row.niet),
        ),
        el("td", { class: "getal", title: between }, percentage(row.deel) ?? unknown),
      ];
    },
  };
}

/** Draw the table; `change` is called with what was chosen, `go` with a row. */
export function drawTable(parent, given, rows, { change, go, downloads, look = usualLook(given) }) {
  const focused = document.activeElement?.id;
  const state = {
    ...given,
    sorteer: look.columns.includes(given.sorteer) ? given.sorteer : "niet",
  };
  const ordered = sorted(rows, state);
  const body = el("tbody", {}, ...ordered.slice(0, FIRST).map((row) => line(row, state, go, look)));
  const heads = look.columns.map((name) => head(name, state, change, look));
  const table = el(
    "table",
    { "aria-labelledby": "kop-tabel" },
    caption(state, look),
    el("thead", {}, el("tr", {}, ...heads)),
    body,
  );
  const note = look.note ? el("p", { class: "klein" }, look.note) : "";
  const empty = look.empty ? el("p", {}, look.empty) : table;
  show(
    parent,
    el("div", { class: "kop-tabel" }, el("h2", { id: "kop-tabel" }, look.title)),
    ...(ordered.length ? [table, note] : [empty]),
    more(ordered, body, state, go, look),
    downloads,
  );
  if (focused?.startsWith("sorteer-")) document.getElementById(focused)?.focus();
}

function caption({ sorteer, richting }, look) {
  return el(
    "caption",
    { class: "alleen-lezen" },
    say("sorted", look.wordsLong(sorteer), richting === "af"),
  );
}

function head(name, state, change, look) {
  const chosen = state.sorteer === name;
  const down = chosen && state.richting === "af";
  const direction = chosen ? (down ? "op" : "af") : "af";
  const aria = chosen ? (down === (name !== "naam") ? "descending" : "ascending") : null;
  const mark = chosen ? (aria === "descending" ? " ▼" : " ▲") : "";
  const button = el(
    "button",
    {
      type: "button",
      id: `sorteer-${name}`,
      title: look.wordsLong(name),
      onclick: () => change({ sorteer: name, richting: direction }),
    },
    look.words(name),
    el("span", { "aria-hidden": "true" }, mark),
  );
  return el(
    "th",
    { scope: "col", class: name === "naam" ? null : "getal", "aria-sort": aria },
    button,
  );
}

function line(row, state, go, look) {
  const chosen = row.code === (state.gebieden === "pc4" ? state.postcode : state.gebied);
  const name = el(
    "button",
    { type: "button", class: "naam", "aria-pressed": String(chosen), onclick: () => go(row) },
    row.naam,
  );
  const why = row.hidden ? "hidden" : row.noRoads ? "noRoadsShort" : (row.why ?? "noData");
  const unknown = say(why, lackingOf(state));
  return el(
    "tr",
    { class: chosen ? "gekozen" : null },
    el("th", { scope: "row" }, name),
    ...look.cells(row, unknown),
  );
}

function more(ordered, body, state, go, look) {
  if (ordered.length <= FIRST) return "";
  const button = el("button", { type: "button", class: "knop" }, say("more", ordered.length));
  button.addEventListener("click", () => {
    body.append(...ordered.slice(FIRST).map((row) => line(row, state, go, look)));
    body.rows[FIRST].querySelector("button").focus();
    button.remove();
  });
  return button;
}
