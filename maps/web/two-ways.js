// Two ways of which either will do: by which each postcode is reached, on map and in words.

import { isMeasuredIn } from "./codes.js";
import { el } from "./dom.js";
import { fillLegend } from "./legend.js";
import { isInhabited } from "./map.js";
import { EMPTY, NO_ROADS } from "./map-style.js";
import { threshold } from "./numbers.js";
import { DREMPELS, hasEdits, otherOf, thresholdOf, TIJDEN } from "./state.js";
import { people, say, wordOf } from "./words.js";

/** The class of a postcode by what the service tells of it. */
const CLASS_OF = { beide: 0, eerste: 1, tweede: 2, geen: 3, "": NO_ROADS };
const BY_BUS = TIJDEN.map((one) => `ov-${one}`);
const BY_BIKE = DREMPELS.map((one) => `fiets-${one}`);

/** Tell whether a second way counts as well. */
export const isEither = ({ of }) => of !== "";

/** Return the second ways that can be chosen beside a mode: values and their words. */
export function otherWays(state, modes) {
  if (hasEdits(state) || !modes.includes("ov")) return [];
  const choices = state.modus === "ov" ? BY_BIKE : BY_BUS;
  const known = choices.filter((one) => modes.includes(otherOf(one).modus));
  if (known.length === 0) return [];
  const words = known.map((one) => [one, say("within", ...wayWords(otherOf(one)))]);
  return [["", say("nothingElse")], ...words];
}

/** Return the threshold and the mode of a way in words. */
export function wayWords({ modus, drempel }) {
  const { value, unit } = thresholdOf(drempel);
  const word = isMeasuredIn(modus, "m") ? wordOf("modus", modus) : wordOf("by", modus);
  return [threshold(value, unit, say("minutes")), word];
}

const firstOf = ({ modus, drempel }) => ({ modus, drempel });

/** Give every postcode the class of the ways that will do; where none does it is hatched. */
export function byWay(figures) {
  const klass = figures.bereiktMet.map((way, row) =>
    isInhabited(figures, row) ? CLASS_OF[way] : EMPTY,
  );
  return {
    postcode: figures.postcode,
    klass,
    gap: klass.map((one) => one === CLASS_OF.geen),
    hidden: figures.afgeschermd,
  };
}

/** Return the entries of the legend. */
export function waysEntries(state) {
  return [
    { look: "k0", words: say("waysBoth") },
    { look: "k1", words: say("waysOnly", ...wayWords(firstOf(state))) },
    { look: "k2", words: say("waysOnly", ...wayWords(otherOf(state.of))) },
    { look: "gat", words: say("waysGap") },
    { look: "leeg", words: say("legendEmpty") },
  ];
}

/** Draw the legend of the ways, with the points that the map shows. */
export function drawWaysLegend(parent, state, classes) {
  fillLegend(parent, state, { title: say("waysLegend"), entries: waysEntries(state), classes });
}

/** Say how many are reached by which way. */
export function waysLine(state, row) {
  if (!isEither(state) || !row || row.afgeschermd || row.beide === null) return "";
  const ways = [firstOf(state), otherOf(state.of)].map((way) => wordOf("by", way.modus));
  const { beide, alleenEerste, alleenTweede } = row;
  return el(
    "p",
    { class: "uitleg" },
    say("waysCounts", people(beide, state), alleenEerste, alleenTweede, ways),
  );
}
