// Why at the top: those who are not reached, by reason; each reason filters map and table.

import { el, show } from "./dom.js";
import { AWAY } from "./map-style.js";
import { number } from "./numbers.js";
import { wordsOf } from "./panel.js";
import { say, wordOf } from "./words.js";

/** Reasons in the order of how near what would help is; the service gives their names. */
const ORDER = [
  "leerwegOntbreekt",
  "netVerder",
  "profielOntbreekt",
  "geenWeg",
  "geenVestiging",
  "buitenWegen",
  "onbekend",
];
const FEWEST = 0.5;

/** Return how many are not reached for each reason, in the postcodes that are looked at. */
export function byReason(figures, within) {
  const counts = new Map();
  figures.postcode.forEach((code, row) => {
    const reason = figures.redenNietBereikt[row];
    if (!reason || (within.has && !within.has(code))) return;
    const missed = figures.afgeschermd[row] ? 0 : figures.leerlingen[row] - figures.bereikt[row];
    counts.set(reason, (counts.get(reason) ?? 0) + missed);
  });
  return ORDER.filter((reason) => counts.get(reason) >= FEWEST).map((reason) => ({
    reason,
    count: counts.get(reason),
  }));
}

/** Draw the bar of reasons, each part a filter; nothing where nobody is missed. */
export function drawReasons(parent, state, figures, within, change) {
  const focused = document.activeElement?.id;
  const parts = byReason(figures, within);
  if (!parts.length) return show(parent);
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  show(
    parent,
    el("h3", { id: "kop-redenen" }, say("reasonsHead")),
    bar(parts, all, state),
    el(
      "ul",
      { class: "redenen", "aria-labelledby": "kop-redenen" },
      ...parts.map((part) => line(part, state, change)),
    ),
    state.reden ? el("p", { class: "klein" }, say("remedies")[state.reden]?.(state) ?? "") : "",
  );
  if (focused?.startsWith("reden-")) document.getElementById(focused)?.focus();
}

/** Draw all reasons as one bar, for the eye; the list below says the same in words. */
function bar(parts, all, { reden }) {
  const pieces = parts.map(({ reason, count }) => {
    const look = reden && reden !== reason ? "stil" : null;
    const piece = el("span", { class: look, "data-reden": reason });
    piece.style.setProperty("--deel", count / all);
    return piece;
  });
  return el("p", { class: "redenbalk", "aria-hidden": "true" }, ...pieces);
}

function line({ reason, count }, state, change) {
  const isChosen = state.reden === reason;
  const words = wordOf("reasonBrief", reason);
  const text = typeof words === "function" ? words(state, wordsOf(state)) : words;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        id: `reden-${reason}`,
        "aria-pressed": String(isChosen),
        onclick: () => change({ reden: isChosen ? "" : reason }),
      },
      el("span", { class: "staal", "data-reden": reason, "aria-hidden": "true" }),
      el("strong", {}, number(count)),
      ` ${text}`,
    ),
  );
}

/** Keep what the map shows to the area and the reason that are chosen; the rest recedes. */
export function receded(classes, figures, { reden, binnen }, within) {
  // One postcode is marked among its neighbours; without them it would lie nowhere.
  const has = binnen.startsWith("pc4:") ? null : within.has;
  if (!reden && !has) return classes;
  const isOn = (code, row) =>
    (!reden || figures.redenNietBereikt[row] === reden) && (!has || has(code));
  const shown = figures.postcode.map(isOn);
  return {
    ...classes,
    klass: classes.klass.map((one, row) => (shown[row] ? one : AWAY)),
    gap: classes.gap.map((one, row) => one && shown[row]),
    unsure: classes.unsure?.map((one, row) => one && shown[row]),
    hidden: classes.hidden.map((one, row) => one && shown[row]),
  };
}
