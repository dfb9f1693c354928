// Where the number comes from: its postcodes, schools, sources and rule, behind a click.

import { AHEAD_WORDS } from "./ahead-words.js";
import { el, show } from "./dom.js";
import { explanation, explanationAddress } from "./service.js";
import { scopeOf } from "./state.js";
import { addWords, say } from "./words.js";

/** Offer to explain the figure; nothing is asked before a reader wants it. */
export function drawExplained(parent, state) {
  addWords(AHEAD_WORDS);
  const scope = scopeOf(state);
  // A number of edits or of two ways has an answer of its own; a postcode has its card.
  if (state.als || state.of || scope?.kind === "pc4") return show(parent);
  const inside = el("div", { "aria-live": "polite" });
  const fold = el("details", {}, el("summary", {}, say("explainHead")), inside);
  fold.addEventListener("toggle", () => {
    if (fold.open && !inside.hasChildNodes()) fill(inside, state);
  });
  return show(parent, fold);
}

async function fill(inside, state) {
  show(inside, el("p", { class: "klein" }, say("explainAsking")));
  try {
    const told = await explanation(state);
    const whole = el("a", { href: explanationAddress(state) }, say("explainAll"));
    show(inside, el("p", {}, told.alinea), el("p", { class: "klein" }, whole));
  } catch (error) {
    show(inside, el("p", {}, error.message));
  }
}
