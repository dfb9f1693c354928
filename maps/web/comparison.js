// Comparing: two maps with a slider between them, and the postcodes that change.

import { LEERWEGEN } from "./codes.js";
import { choice, thresholds } from "./controls.js";
import { figuresAfter } from "./difference.js";
import { el, show } from "./dom.js";
import { isInhabited } from "./map.js";
import { number, percentage } from "./numbers.js";
import { wordsOf } from "./panel.js";
import { compared, hasEdits, thresholdOf } from "./state.js";
import { people, say, wordOf } from "./words.js";
import { idOf, yearOf, yearsWith } from "./years.js";

const FIRST = 50;

/** Return the postcodes that are a gap in one and not in the other. */
export function flips(here, there) {
  const found = [];
  const rowThere = new Map(there.postcode.map((code, row) => [code, row]));
  here.postcode.forEach((code, row) => {
    const other = rowThere.get(code);
    if (other === undefined || here.witteVlek[row] === there.witteVlek[other]) return;
    if (!isInhabited(here, row) && !isInhabited(there, other)) return;
    found.push({
      code,
      row,
      gained: here.witteVlek[row],
      hidden: here.afgeschermd[row],
      students: here.leerlingen[row],
    });
  });
  return found.toSorted(
    (one, other) =>
      (other.hidden ? -1 : other.students) - (one.hidden ? -1 : one.students) ||
      (one.code < other.code ? -1 : 1),
  );
}

/** Draw the choice of what to compare with. */
export function drawChoice(parent, state, modes, change) {
  const usual = [
    ["", say("nothing")],
    ...yearsWith(state.modus)
      .filter(({ id }) => id !== idOf(state.snapshot))
      .map(({ id }) => [`snapshot:${id}`, yearOf(id)]),
    ...modes
      .filter((one) => one !== state.modus)
      .map((one) => [`modus:${one}`, wordOf("modus", one)]),
    ...thresholds(state)
      .filter(([one]) => one !== state.drempel)
      .map(([one, words]) => [`drempel:${one}`, words]),
    ...LEERWEGEN.filter((one) => one !== state.leerweg).map((one) => [`leerweg:${one}`, one]),
  ];
  const others = hasEdits(state)
    ? [
        ["", say("nothing")],
        ["als:nu", say("sides", false)],
      ]
    : usual;
  const focused = document.activeElement?.id === "keuze-naast";
  const select = choice(
    "naast",
    others,
    state.naast,
    (value) => change({ naast: value }),
    say("compareWith"),
  );
  show(parent, el("h3", {}, say("compare")), el("p", {}, say("compareWith"), " ", select));
  if (focused) select.focus();
}

/** Return the word that tells the other question from this one. */
export function otherWord(other, state) {
  if (!other) return "";
  const [name] = state.naast.split(":");
  return nameOf(name, other, state);
}

/** Return the same word for this question. */
export function thisWord(state) {
  const [name] = state.naast.split(":");
  return nameOf(name, state, compared(state));
}

function nameOf(name, state, beside) {
  if (name === "als") return say("sides", hasEdits(state));
  if (name === "snapshot") return yearOf(state.snapshot);
  if (name === "drempel") return wordsOf(state).threshold;
  // A mode without metres takes minutes: then both are said, how far and by what.
  const { threshold, mode } = wordsOf(state);
  if (name === "modus" && beside && state.drempel !== beside.drempel) return `${threshold} ${mode}`;
  return wordOf(name, state[name]);
}

/** Add to the comparison: the two figures, and the postcodes that change. */
export function drawFlips(parent, state, other, figures, rows, placeOf, go) {
  const changed = flips(figures.here, figures.there);
  const shown = changed.filter((one) => !one.hidden);
  const students = shown.reduce((total, one) => total + one.students, 0);
  const hidden = changed.length - shown.length;
  const share = (row) => percentage(row?.deel) ?? say("hidden");
  const list = changed.slice(0, FIRST).map((one) => {
    const words = `${one.code} ${placeOf(one.code)}`.trim();
    const name = el(
      "button",
      { type: "button", class: "naam", onclick: () => go(one.code) },
      words,
    );
    const count = one.hidden ? say("hidden") : number(one.students);
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      el("td", {}, say(one.gained ? "gainsThere" : "losesThere")),
      el("td", { class: "getal" }, count),
    );
  });
  parent.append(
    el(
      "p",
      { class: "wissel" },
      `${thisWord(state)}: `,
      el("strong", {}, share(rows.here)),
      ` → ${otherWord(other, state)}: `,
      el("strong", {}, share(rows.there)),
    ),
    el(
      "p",
      {},
      say("flips", changed.length, people(students, state)) +
        (hidden ? say("flipsHidden", hidden) : "") +
        ".",
    ),
  );
  if (list.length) parent.append(el("table", {}, flipHead(), el("tbody", {}, ...list)));
}

function flipHead() {
  const [code, students] = say("flipColumns");
  return el(
    "thead",
    {},
    el(
      "tr",
      {},
      el("th", { scope: "col" }, code),
      el("td", {}),
      el("th", { scope: "col", class: "getal" }, students),
    ),
  );
}

/** Draw the slider between two maps; `move` is called with a share of the width. */
export function drawSlider(parent, maps, state, other) {
  const move = (value) => maps.style.setProperty("--schuif", `${value}%`);
  const range = el("input", {
    type: "range",
    min: 0,
    max: 100,
    value: 50,
    "aria-label": say("swipe"),
    oninput: (event) => move(event.target.value),
  });
  move(50);
  show(parent, el("span", {}, thisWord(state)), range, el("span", {}, otherWord(other, state)));
}

/** Let two maps look at the same place. */
export function linked(one, other) {
  let busy = false;
  const follow = (from, to) => () => {
    if (busy) return;
    busy = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
    busy = false;
  };
  one.on("move", follow(one, other));
  // A change of size moves each map by itself: the first one leads.
  other.on("resize", follow(one, other));
  one.on("idle", follow(one, other));
  other.on("move", follow(other, one));
  other.jumpTo({ center: one.getCenter(), zoom: one.getZoom() });
}

/** Put today and the edits side by side, where that is asked. */
export function nowAndThen(state, { figures, row, edited }) {
  if (!state.naast.startsWith("als:") || !edited?.figures) return null;
  const after = figuresAfter(figures, edited.figures, thresholdOf(state.drempel).value);
  const there = {
    figures: after,
    row: edited.changed ? { ...row, deel: edited.changed.deelNa } : row,
  };
  return { state: { ...state, als: "" }, other: state, here: { figures, row }, there };
}
