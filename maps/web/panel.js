// The answer in words and figures: how many can, how many cannot, per leerweg.

import { LEERWEGEN, limitOf } from "./codes.js";
import { el, show } from "./dom.js";
import { TOO_COARSE } from "./map.js";
import { number, percentage, threshold } from "./numbers.js";
import { lackingOf, otherOf, thresholdOf } from "./state.js";
import { waysLine, wayWords } from "./two-ways.js";
import { addWords, people, say, whoOf, wordOf } from "./words.js";

addWords({
  nl: { cannotSay: "niet te zeggen", nobody: "geen leerlingen" },
  en: { cannotSay: "cannot be said", nobody: "no students" },
});

/** Return the words that every text of a question is made with. */
export function wordsOf(state) {
  const { value, unit } = thresholdOf(state.drempel);
  return {
    who: whoOf(state).meer,
    threshold: threshold(value, unit, say("minutes")),
    mode: modeWords(state),
  };
}

/** Return how the way is measured, with the second way where either will do. */
function modeWords({ modus, of }) {
  const mode = wordOf("modus", modus);
  return of ? say("orElse", mode, ...wayWords(otherOf(of))) : mode;
}

/** Say in one sentence what the figures show; also for who cannot see the page. */
export function finding(state, row, place) {
  const { who, threshold: within, mode } = wordsOf(state);
  const share = isTooCoarse(row) ? null : percentage(row?.deel);
  if (share !== null) return say("finding", share, who, within, mode, state, place);
  const why = say(isTooCoarse(row) ? "cannotSay" : whyNoShare(row), lackingOf(state));
  return say("findingWithout", why, who, within, mode, state, place);
}

/** Tell whether the likely ends of a share lie too far apart to tell it. */
function isTooCoarse(row) {
  const [low, high] = likelyEnds(row);
  return !row?.afgeschermd && high - low > TOO_COARSE;
}

/** Return the words for there being no share: protected, no roads, too coarse, nobody or no data. */
export function whyNoShare(row) {
  if (row?.afgeschermd) return "hidden";
  if (row?.buitenWegen > 0) return "noRoads";
  if (row?.leerlingen > 0) return "cannotSay";
  return row?.leerlingenHoog === 0 ? "nobody" : "noData";
}

/** Write a share beside a bar, or in a word why there is none. */
export function shareInShort(row, share = row?.deel) {
  const reason = whyNoShare(row);
  return percentage(share) ?? (reason === "noRoads" ? "–" : say(reason));
}

/** Show the figure, its interval, and how many are not reached. */
export function drawFigure(parent, state, row) {
  if (!row || row.afgeschermd)
    return show(parent, big(say("hidden")), el("p", {}, say("hiddenWhy")));
  if (row.deel === null) return drawWithoutShare(parent, state, row);
  if (isTooCoarse(row)) {
    const ends = likelyEnds(row).map((end) => percentage(end));
    return show(
      parent,
      el("p", { class: "grof" }, say("tooCoarse")),
      el("p", {}, say("tooCoarseWhy", ...ends)),
    );
  }
  const words = wordsOf(state);
  const { threshold: within, mode } = words;
  const missed = row.leerlingen - row.bereikt - row.buitenWegen;
  const [count, rest] = say("not", people(missed, state));
  // Whose home is not known lives neither near nor farther.
  const share = percentage(row.verder / (row.leerlingen - row.buitenWegen));
  show(
    parent,
    big(percentage(row.deel)),
    interval(row),
    el("p", { class: "niet" }, el("strong", {}, count), rest),
    el(
      "p",
      { class: "uitleg" },
      missed < 0.5 ? say("everyone", state, words) : say("beyond", share, state, within, mode),
    ),
    missedInterval(row, state),
    waysLine(state, row),
    ...apart(state, row),
    el("p", { class: "klein" }, say("countedAre", whoOf(state).aantal)),
  );
}

/** Say of those who are neither reached nor farther why that is, a line for each reason. */
function apart(state, row) {
  const limit = threshold(limitOf("ov", "s"), "s", say("minutes"));
  const reasons = [
    [state.modus === "ov" ? "noJourneys" : "cutOff", row.onbereikbaar],
    ["unplaced", row.nietGeplaatst],
    ["outside", row.buitenWegen, lackingOf(state)],
  ];
  return reasons.map(([word, count, about = limit]) =>
    count >= 0.5 ? el("p", { class: "uitleg" }, say(word, people(count, state), about)) : "",
  );
}

function drawWithoutShare(parent, state, row) {
  if (!(row.leerlingen > 0)) return show(parent, el("p", {}, say("noStudents", whoOf(state).meer)));
  const ends = [percentage(row.deelLaag), percentage(row.deelHoog)];
  // The kinds of model lie too far apart to give one share.
  if (!(row.buitenWegen > 0))
    return show(
      parent,
      el("p", { class: "grof" }, say("tooCoarse")),
      el("p", {}, say("tooCoarseWhy", ...ends)),
    );
  show(
    parent,
    el("p", { class: "grof" }, say("noRoads", lackingOf(state))),
    el("p", {}, say("noRoadsWhy", people(row.buitenWegen, state), lackingOf(state), ...ends)),
  );
}

const big = (text) => el("p", { class: "groot" }, text);

/** Return between which shares the true one likely lies, or certainly where that is all. */
export function likelyEnds(row) {
  if (!row) return [null, null];
  const isLikely = Number.isFinite(row.vermoedelijkLaag) && Number.isFinite(row.vermoedelijkHoog);
  return isLikely ? [row.vermoedelijkLaag, row.vermoedelijkHoog] : [row.deelLaag, row.deelHoog];
}

/** Say and draw the likely ends, and outside them the guaranteed ones. */
function interval(row) {
  const [low, high] = likelyEnds(row).map((end) => percentage(end));
  const certain = [percentage(row.deelLaag), percentage(row.deelHoog)];
  if (certain[0] === certain[1]) return "";
  const likely = low === high ? "" : `${say("between", low.replace("%", ""), high)}; `;
  return el("div", { class: "tussen" }, track(row), el("p", {}, likely, certainty(row, certain)));
}

/** Say between which ends a share lies for certain; not from nothing to all. */
function certainty(row, [low, high]) {
  const isNothing = row.deelLaag <= 0 && row.deelHoog >= 1;
  return isNothing ? say("nothingCertain") : say("certainlyBetween", low.replace("%", ""), high);
}

/** Draw a share with its edge: full is likely reached, striped may be, the line is certain. */
function track(row) {
  const [low, high] = likelyEnds(row);
  const span = (name, from, to) => {
    const piece = el("span", { class: name });
    piece.style.setProperty("--van", from ?? 0);
    piece.style.setProperty("--tot", to ?? 0);
    return piece;
  };
  return el(
    "span",
    { class: "baan", "aria-hidden": "true" },
    span("vol", 0, low),
    span("rafel", low, high),
    span("draad", row?.deelLaag, row?.deelHoog),
  );
}

/** Show between which numbers those not reached lie, computed as such by the service. */
function missedInterval(row, state) {
  const { nietBereiktVermoedelijkLaag: low, nietBereiktVermoedelijkHoog: high } = row;
  if (!Number.isFinite(low) || number(low) === number(high)) return "";
  const certain = [number(row.nietBereiktLaag), number(row.nietBereiktHoog)];
  const text = say("betweenPeople", number(low), number(high), whoOf(state).meer);
  return el("p", { class: "uitleg", title: say("certain", ...certain) }, text);
}

/** Show the share of every leerweg as a bar. */
export function drawBars(parent, state, rows, change) {
  const items = LEERWEGEN.toReversed().map((leerweg) => {
    const row = rows.find((one) => one.leerweg === leerweg);
    const text = shareInShort(row);
    const chosen = leerweg === state.leerweg;
    const name = el(
      "button",
      {
        type: "button",
        "aria-pressed": String(chosen),
        "aria-label": wordOf("leerwegNames", leerweg),
        onclick: () => change({ leerweg }),
      },
      leerweg,
    );
    return el(
      "li",
      { class: chosen ? "gekozen" : null },
      name,
      track(row),
      el("span", { class: "getal" }, text),
    );
  });
  const isSure = rows.every((row) => percentage(row.deelLaag) === percentage(row.deelHoog));
  show(
    parent,
    el("h3", {}, say("bars"), isSure ? "" : el("span", { class: "klein" }, say("barsEdge"))),
    el("p", { class: "klein" }, say("barsAbout", state, whoOf(state).meer)),
    el("ul", { class: "staven" }, ...items),
  );
}

/** Return the row of the chosen leerweg. */
export const chosenRow = (rows, state) => rows.find((row) => row.leerweg === state.leerweg);

/** Return rows in the order of the leerwegen. */
export const inOrder = (rows) =>
  LEERWEGEN.map((leerweg) => rows.filter((row) => row.leerweg === leerweg));
