// The sentence: every choice is a word in it.

import { isMeasuredIn, LEERWEGEN, membersOf, NOEMERS, PROFIELEN, TECHNISCH } from "./codes.js";
import { el, show } from "./dom.js";
import { threshold } from "./numbers.js";
import { asBorder, DIVISIONS, DREMPELS, hasEdits, TIJDEN, thresholdOf } from "./state.js";
import { otherWays } from "./two-ways.js";
import { say, wordOf } from "./words.js";
import { asChoice, hasYears, yearOf, yearsWith } from "./years.js";

/** Write the sentence with its choices; `change` is called with what was chosen. */
export function drawSentence(parts, state, modes, place, change) {
  const focused = document.activeElement?.id;
  const choose = (name, options) =>
    choice(name, options, state[name], (value) => change({ [name]: value }));
  const makers = {
    leerweg: () =>
      choose(
        "leerweg",
        LEERWEGEN.map((one) => [one, one]),
      ),
    profiel: () => choose("profiel", profielen()),
    drempel: () => choose("drempel", thresholds(state)),
    modus: () =>
      choose(
        "modus",
        modes.map((mode) => [mode, wordOf("modus", mode)]),
      ),
    plek: () => place,
    gebieden: () =>
      choice("gebieden", divisions(state), state.gebieden, (value) =>
        // Another division of the same area: "the gemeenten of Zeeland".
        change({ gebieden: value, gebied: "", binnen: asBorder(state) }),
      ),
    of: () => choose("of", otherWays(state, modes)),
    snapshot: () => choose("snapshot", years(state)),
    laag: () =>
      choice(
        "laag",
        ["afstand", "keuze"].map((one) => [one, wordOf("laag", one)]),
        state.laag,
        (laag) => change(laag === "keuze" ? { laag, profiel: "techniek" } : { laag }),
      ),
    noemer: () =>
      choose(
        "noemer",
        NOEMERS.map((one) => [one, wordOf("noemer", one)]),
      ),
  };
  show(parts.zin, ...filledIn(say("sentence", state.modus), makers));
  show(
    parts.bijzin,
    explained(state),
    ...filledIn(
      say("subsentence") +
        (otherWays(state, modes).length ? ` ${say("otherWaySentence")}` : "") +
        (hasYears() ? ` ${say("yearSentence")}` : "") +
        (hasEdits(state) || state.of ? "" : ` ${say("layerSentence")}`),
      makers,
    ),
  );
  if (/^keuze-|^zoek-veld$/.test(focused)) document.getElementById(focused)?.focus();
}

/** Make a select element as wide as its word; options are [value, text, group]. */
export function choice(name, options, chosen, change, label = wordOf("label", name)) {
  const select = el("select", {
    id: `keuze-${name}`,
    name,
    "aria-label": label,
    onchange: (event) => change(event.target.value),
  });
  for (const [value, text, group] of options) {
    parentOf(select, group).append(el("option", { value, selected: value === chosen }, text));
  }
  const shown = select.selectedOptions[0]?.textContent ?? "";
  const wide = widthOf(shown);
  select.style.setProperty("--breed", `${wide.toFixed(2)}em`);
  select.style.setProperty("--letters", (wide + 1.2).toFixed(2));
  return select;
}

/** Return the width of a text in em; a select would be as wide as its longest. */
export function widthOf(text) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `600 100px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width / 100;
}

function parentOf(select, group) {
  if (!group) return select;
  const found = [...select.children].find((one) => one.label === group);
  if (found) return found;
  select.append(el("optgroup", { label: group }));
  return select.lastElementChild;
}

/** Fill choices in; a mark or an ending stays on the line of the word that it belongs to. */
function filledIn(sentence, makers) {
  const [before, ...parts] = sentence.split(/\{(\w+)\}/);
  const filled = [before];
  for (let k = 0; k < parts.length; k += 2) {
    const [, end, rest] = /^(\S*)(.*)$/s.exec(parts[k + 1]);
    const made = makers[parts[k]]();
    filled.push(end ? el("span", { class: "bijeen" }, made, end) : made, rest);
  }
  return filled;
}

function profielen() {
  return PROFIELEN.map((one) => {
    const group = say(TECHNISCH.includes(one) ? "technicalGroup" : "otherGroup");
    return [one, wordOf("profiel", one), membersOf(one).length > 1 ? null : group];
  });
}

/** Return the thresholds that go with the mode: distances, times, or both. */
export function thresholds({ modus }) {
  const all = [...DREMPELS, ...TIJDEN].map((one) => [one, thresholdOf(one)]);
  return all
    .filter(([, { unit }]) => isMeasuredIn(modus, unit))
    .map(([one, { value, unit }]) => [one, threshold(value, unit, say("minutes"))]);
}

/** Divisions of which not all data have the areas: offered where one looks at them. */
const RARE = ["corop", "rmc"];

/** Return the divisions that a table can be made by. */
const divisions = (state) =>
  DIVISIONS.filter((one) => !RARE.includes(one) || isLookedAt(state, one)).map((one) => [
    one,
    wordOf("gebieden", one),
  ]);

const isLookedAt = ({ gebieden, binnen }, kind) =>
  gebieden === kind || binnen.startsWith(`${kind}:`);

/** Return the snapshots to choose from, the newest first. */
function years({ modus }) {
  return yearsWith(modus)
    .toReversed()
    .map(({ id }) => [asChoice(id), yearOf(id)]);
}

function explained(state) {
  return `${state.leerweg} = ${wordOf("leerwegFull", state.leerweg)} · `;
}
