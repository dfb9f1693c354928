// The place that the figures are about, and the way back to the whole land.

import { el, show } from "./dom.js";
import { scopeOf } from "./state.js";
import { say } from "./words.js";

/** Say which area is looked at alone; nothing for the whole land. */
export function drawPlace(parent, state, row, isExample, change) {
  parent.hidden = !scopeOf(state);
  if (parent.hidden) return show(parent);
  const back = el(
    "button",
    { type: "button", class: "knop", onclick: () => change({ gebied: "", binnen: "" }) },
    say("backToCountry", isExample),
  );
  return show(parent, el("strong", {}, say("onlyArea", placeName(row))), " ", back);
}

/** Return the name of the area of a row, without the label of example data. */
export const placeName = (row) => (row ? row.gebiedsnaam.replace(" (voorbeeldgegevens)", "") : "");
