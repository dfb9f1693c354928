// What the map shows of each postcode: how far, by which way, or how many there are.

import { byNumber, drawChoiceLegend, isChoice } from "./choices.js";
import { drawLegend } from "./legend.js";
import { classified } from "./map.js";
import { thresholdOf } from "./state.js";
import { byWay, drawWaysLegend, isEither } from "./two-ways.js";

/** Return what draws the legend of a state. */
export function legendOf(state) {
  if (isEither(state)) return drawWaysLegend;
  return isChoice(state) ? drawChoiceLegend : drawLegend;
}

/** Return what is drawn of every postcode: how far, by which way, or how many there are. */
export function classesOf(state, figures) {
  if (isEither(state)) return byWay(figures);
  return isChoice(state) ? byNumber(figures) : classified(figures, thresholdOf(state.drempel).unit);
}
