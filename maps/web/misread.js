// What a link asks and the page cannot answer: said by name, never left out in silence.

import { byId, el, show } from "./dom.js";
import { say, wordOf } from "./words.js";

const LONGEST = 40;

let held = [];

/** Say which words of a link were left out, beside those said before; nothing for none. */
export function tellMisread(words) {
  held = [...held, ...words];
  const parent = byId("weggelaten");
  parent.hidden = held.length === 0;
  if (parent.hidden) return show(parent);
  const close = el("button", { type: "button", class: "knop", onclick: forget }, say("close"));
  const told = held.map(([name, value]) => `${wordOf("label", name)} “${short(value)}”`);
  return show(parent, el("p", {}, say("misread", told.join(", "))), close);
}

function forget() {
  held = [];
  tellMisread([]);
}

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
