// How many technical profielen there are to choose from: on the map, as bars, in the table.

import { el, show } from "./dom.js";
import { fillLegend } from "./legend.js";
import { isInhabited } from "./map.js";
import { EMPTY, FEWEST, NO_ROADS, NUMBERS } from "./map-style.js";
import { number, percentage } from "./numbers.js";
import { whyNoShare, wordsOf } from "./panel.js";
import { choicesAddress } from "./service.js";
import { lackingOf } from "./state.js";
import { areaName } from "./table.js";
import { say, wordOf } from "./words.js";

/** Tell whether the map shows how many there are, and not how far the nearest is. */
export const isChoice = ({ laag }) => laag === "keuze";

/** Give every postcode the class of its number; where there is none it is hatched. */
export function byNumber(figures) {
  const lived = figures.postcode.map((_, row) => isInhabited(figures, row));
  const klass = figures.technischeProfielen.map((count, row) => {
    if (!lived[row]) return EMPTY;
    return figures.reden[row] === "buitenWegen" ? NO_ROADS : FEWEST + count;
  });
  return {
    postcode: figures.postcode,
    klass,
    gap: klass.map((one) => one === FEWEST),
    hidden: figures.afgeschermd,
  };
}

/** Return the entries of the legend. */
export function choiceEntries() {
  const numbers = NUMBERS.map((count) => ({ look: `p${count}`, words: String(count) }));
  return [...numbers, { look: "leeg", words: say("legendEmpty") }];
}

/** Draw the legend of the numbers, with the points that the map shows. */
export function drawChoiceLegend(parent, state, classes) {
  fillLegend(parent, state, {
    title: say("choiceLegend", wordsOf(state)),
    entries: choiceEntries(),
    classes,
  });
}

/** Draw which share of the students has how many to choose from. */
export function drawChoices(parent, state, rows) {
  const mine = of(rows, state.leerweg);
  if (mine.length === 0 || mine[0].afgeschermd) return show(parent);
  if (mine[0].deel === null) return show(parent, withoutRoads(mine[0], state));
  const items = NUMBERS.map((count) => {
    const share = mine.find((row) => row.aantalProfielen === count)?.deel ?? 0;
    const bar = el("span", { class: "balk" });
    bar.style.setProperty("--deel", share);
    return el(
      "li",
      {},
      el("span", {}, String(count)),
      el("span", { class: "baan" }, bar),
      el("span", { class: "getal" }, percentage(share)),
    );
  });
  const mean = say("choiceMean", number(meanOf(mine), 1));
  show(
    parent,
    el("h3", {}, say("choiceHead")),
    el("p", { class: "klein" }, say("choiceAbout", state, wordsOf(state))),
    el("ul", { class: "staven keuze" }, ...items),
    el("p", { class: "klein" }, mean),
  );
}

/** Say that nothing is known where roads are not; nothing where nobody lives. */
function withoutRoads(row, state) {
  return row.buitenWegen > 0 ? el("p", { class: "klein" }, say("noRoads", lackingOf(state))) : "";
}

/** Say the answer in one sentence. */
export function choiceFinding(state, rows, place) {
  const mine = of(rows, state.leerweg);
  const share =
    percentage(mine.find((row) => row.aantalProfielen === 0)?.deel) ??
    say(whyNoShare(mine[0]), lackingOf(state));
  return say(
    "choiceFinding",
    share,
    wordsOf(state),
    place,
    mine.length && mine[0].deel !== null ? number(meanOf(mine), 1) : null,
  );
}

/** Return a row of the table per area. */
export function choiceRows(rows, state) {
  const byArea = Map.groupBy(of(rows, state.leerweg), (row) => row.gebied);
  return [...byArea].map(([code, mine]) => {
    const known = !mine[0].afgeschermd && mine[0].deel !== null;
    const none = mine.find((row) => row.aantalProfielen === 0);
    return {
      code,
      naam: areaName(mine[0]),
      hidden: mine[0].afgeschermd,
      niet: known ? none.leerlingen : null,
      profielen: known ? meanOf(mine) : null,
    };
  });
}

/** Return a row of the table per postcode. */
export function choicePostcodes(figures, placeOf) {
  const rows = figures.postcode.map((code, row) => {
    const hidden = figures.afgeschermd[row];
    const count = figures.technischeProfielen[row];
    const outside = figures.reden[row] === "buitenWegen";
    const niet = hidden || outside ? null : count === 0 ? figures.leerlingen[row] : 0;
    return {
      code,
      naam: `${code} ${placeOf(code)}`.trim(),
      hidden,
      niet,
      profielen: outside ? null : count,
      empty: !isInhabited(figures, row),
    };
  });
  return rows.filter((row) => !row.empty);
}

/** How the table looks. */
export function choiceLook(state) {
  const whole = state.gebieden === "pc4" ? 0 : 1;
  return {
    title: say("choiceTitle", wordOf("gebieden", state.gebieden)),
    columns: ["naam", "niet", "profielen"],
    words: (name) => wordOf("choiceTableColumns", name),
    wordsLong: (name) => wordOf("choiceTableColumnsLong", name),
    cells: (row, unknown) => [
      el("td", { class: "getal" }, row.niet === null ? unknown : number(row.niet)),
      el("td", { class: "getal" }, row.profielen === null ? unknown : number(row.profielen, whole)),
    ],
    address: (form, areas) => choicesAddress(state, form, areas),
    file: "keuze",
  };
}

const of = (rows, leerweg) => rows.filter((row) => row.leerweg === leerweg);
const meanOf = (rows) => rows.reduce((sum, row) => sum + row.aantalProfielen * row.deel, 0);
