// What edits change, in words and figures: before and after, who gains and who loses.

import { LEERWEGEN } from "./codes.js";
import { el, show } from "./dom.js";
import { number, percentage } from "./numbers.js";
import { likelyEnds as nowOf, shareInShort, whyNoShare, wordsOf } from "./panel.js";
import { effectAddress } from "./service.js";
import { GROUPS } from "./difference.js";
import { lackingOf } from "./state.js";
import { areaName } from "./table.js";
import { people, say, whoOf, wordOf } from "./words.js";

const MOST_OTHERS = 4;
const PARTS = 1e-9;
/** Who gets access, or loses it. */
const ACCESS = ["enigeKwijt", "eersteErbij"];

/** Write a change with its sign: +120 or −120. */
export function signed(value, decimals = 0) {
  const text = number(Math.abs(value), decimals);
  if (text === number(0, decimals)) return decimals === 0 && Math.abs(value) > PARTS ? "< 1" : text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** Return share before and after, and what they rest on. */
export function sidesOf(row, changed) {
  const hidden = Boolean(row?.afgeschermd || changed?.afgeschermd);
  const before = shareOf(row ? nowOf(row) : [], row?.deel);
  if (!changed) return { hidden, before, after: before };
  return { hidden, before, after: shareOf(likelyEnds(changed, "deelNa"), changed.deelNa) };
}

const shareOf = ([low, high], share) => [low, share, high];

/** Say in one sentence what the edits change. */
export function outcome(state, row, edited, place) {
  const { who, threshold, mode } = wordsOf(state);
  const { hidden, before, after } = sidesOf(row, edited.changed);
  const shares = hidden
    ? [say("hidden"), say("hidden")]
    : [before, after].map((sides) => percentage(sides[1]) ?? noShare(state, row));
  return say(
    "outcome",
    shares,
    who,
    threshold,
    mode,
    state,
    place,
    said(state, edited)
      .map((parts) => parts.slice(0, 2).join(""))
      .join(" "),
  );
}

/** Say why there is no share: nobody lives there, or too little is known. */
function noShare(state, row) {
  if (!(row?.leerlingen > 0)) return say("noStudents", whoOf(state).meer);
  return say(whyNoShare(row), lackingOf(state));
}

/** Say who gains and loses, and if it is only the choice that changes. */
function said(state, { changed, choices }) {
  const { threshold } = wordsOf(state);
  const groups =
    changed && !changed.afgeschermd
      ? GROUPS.filter((group) => likelyEnds(changed, group)[1] > 0.5 || changed[group] >= 0.5)
      : [];
  const lines = groups.map((group) => groupLine(changed, group, state));
  lines.push(...choiceLine(state, choices));
  if (lines.length === 0) return [say("noChange", state, threshold)];
  if (groups.some((group) => ACCESS.includes(group))) return lines;
  const most = Math.max(...ACCESS.map((group) => changed?.[`${group}Hoog`] ?? 0));
  return [say(most > 0.5 ? "likelyChoice" : "onlyChoice"), ...lines];
}

/** Say how many technical profielen there are to choose from, where that changes. */
function choiceLine(state, choices) {
  const rows =
    state.profiel === "techniek" ? choices.filter((row) => row.leerweg === state.leerweg) : [];
  const mean = (side) =>
    rows.reduce((sum, row) => sum + row.aantalProfielen * row[side], 0) /
    rows.reduce((sum, row) => sum + row[side], 0);
  const [before, after] = [mean("voor"), mean("na")];
  if (rows.length === 0 || !(Math.abs(after - before) > PARTS)) return [];
  const decimals = number(before, 2) === number(after, 2) ? 4 : 2;
  return [say("choiceLine", number(before, decimals), number(after, decimals))];
}

/** Say who is in a group: words in bold, the others, and what is certain. */
function groupLine(changed, group, state) {
  const [low, high] = likelyEnds(changed, group).map((end) => number(end));
  const certain = ["Laag", "Hoog"].map((end) => number(changed[`${group}${end}`]));
  const exact = certain[0] === certain[1];
  const ends = exact ? "" : say("between", low, high);
  const words = say("groupLine", group, people(changed[group], state), ends);
  return [...words, exact ? null : say("certain", ...certain)];
}

/** Return the likely ends of a figure, the guaranteed ones where those are all there is. */
function likelyEnds(row, name) {
  const ends = (kind) => ["Laag", "Hoog"].map((end) => row[`${name}${kind}${end}`]);
  const likely = ends("Vermoedelijk");
  return likely.every((end) => Number.isFinite(end)) ? likely : ends("");
}

/** Show before and after, their intervals, and who gains and loses. */
export function drawOutcome(parent, state, row, edited, change) {
  const { changed, rows, fault } = edited;
  if (fault)
    return show(
      parent,
      el("p", { class: "grof" }, say("cannotCompute")),
      el("p", { class: "uitleg", lang: "en" }, fault),
    );
  const { hidden, before, after } = sidesOf(row, changed);
  if (hidden)
    return show(parent, el("p", { class: "groot" }, say("hidden")), el("p", {}, say("hiddenWhy")));
  const [was, is] = [percentage(before[1]), percentage(after[1])];
  if (was === null) return show(parent, el("p", {}, noShare(state, row)));
  const arrow = el(
    "span",
    { class: "pijl" },
    el("span", { "aria-hidden": "true" }, " → "),
    el("span", { class: "alleen-lezen" }, say("becomes")),
  );
  const lines = said(state, edited);
  show(
    parent,
    el("p", { class: "voor-na" }, el("span", { class: "was" }, was), arrow, el("strong", {}, is)),
    betweenLine(before, after),
    ...lines.map((line, k) =>
      el(
        "p",
        { class: k === 0 ? "niet" : "ook", title: line[2] ?? null },
        line[0] && el("strong", {}, line[0]),
        line[1],
      ),
    ),
    el("p", { class: "uitleg" }, say("outcomeOf", state, wordsOf(state))),
    others(state, rows, change),
  );
}

function betweenLine(before, after) {
  const words = [before, after].map((ends) => [percentage(ends[0]), percentage(ends[2])]);
  if (words.every(([low, high]) => low === high)) return "";
  return el(
    "p",
    { class: "tussen" },
    say("betweenBoth", ...words.map(([low, high]) => say("between", low.replace("%", ""), high))),
  );
}

/** Name other profielen and leerwegen in which somebody gains or loses access. */
function others(state, rows, change) {
  const weight = (row) => row.enigeKwijt + row.eersteErbij;
  const found = rows
    .filter(
      (row) =>
        (row.profiel !== state.profiel || row.leerweg !== state.leerweg) && weight(row) >= 0.5,
    )
    .toSorted((one, other) => weight(other) - weight(one));
  if (found.length === 0) return "";
  const items = found.slice(0, MOST_OTHERS).map((row) => {
    const words = say("otherPair", row, signed(row.eersteErbij - row.enigeKwijt));
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: "naam",
          onclick: () => change({ profiel: row.profiel, leerweg: row.leerweg }),
        },
        words,
      ),
    );
  });
  return el("div", { class: "ook-voor" }, el("h3", {}, say("alsoFor")), el("ul", {}, ...items));
}

/** Show the share of every leerweg before and after. */
export function drawOutcomeBars(parent, state, rows, { rows: changes }, change) {
  const items = LEERWEGEN.toReversed().map((leerweg) => {
    const row = rows.find((one) => one.leerweg === leerweg);
    const changed = changes.find((one) => one.leerweg === leerweg && one.profiel === state.profiel);
    const { hidden, before, after } = sidesOf(row, changed);
    const bar = el("span", { class: "balk" });
    bar.style.setProperty("--deel", hidden ? 0 : (after[1] ?? 0));
    const mark = el("span", { class: "streepje" });
    mark.style.setProperty("--deel", hidden ? 0 : (before[1] ?? 0));
    const text = hidden ? say("hidden") : shareInShort(row, after[1]);
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
      el("span", { class: "baan" }, bar, mark),
      el("span", { class: "getal" }, text),
    );
  });
  show(
    parent,
    el("h3", {}, say("bars")),
    el("p", { class: "klein" }, say("outcomeBars")),
    el("ul", { class: "staven" }, ...items),
  );
}

/** Return a row per area in which something changes. */
export function outcomeRows(rows, placeOf) {
  const known = rows.filter(
    (row) => row.afgeschermd || row.deelVoor !== null || row.deelNa !== null,
  );
  return known.map((row) => {
    const hidden = row.afgeschermd;
    const place = placeOf(row.gebied);
    return {
      code: row.gebied,
      naam: place ? `${row.gebied} ${place}` : areaName(row),
      hidden,
      voor: hidden ? null : row.deelVoor,
      na: hidden ? null : row.deelNa,
      niet: hidden ? null : Math.abs(row.na - row.voor),
      net: hidden ? null : row.na - row.voor,
      onlyChoice: row.enigeKwijt + row.eersteErbij < PARTS,
      ends: [likelyEnds(row, "deelVoor"), likelyEnds(row, "deelNa")],
    };
  });
}

/** Say how many students are gained or lost, or that only the choice changes. */
function netCell(row, unknown) {
  if (row.net === null) return el("td", { class: "getal" }, unknown);
  if (row.onlyChoice) return el("td", { class: "getal klein" }, say("onlyChoiceShort"));
  const points =
    row.voor === null || row.na === null
      ? ""
      : el("span", { class: "punt-verschil" }, say("points", signed(100 * (row.na - row.voor), 1)));
  return el("td", { class: "getal" }, signed(row.net), points);
}

/** How the table of differences looks: columns, cells and words. */
export function outcomeLook(state, als) {
  const share = (value, [low, high], unknown) => {
    const between = [percentage(low, 0), percentage(high, 0)];
    const title = between[0] && between[0] !== between[1] ? say("between", ...between) : null;
    return el("td", { class: "getal", title }, percentage(value) ?? unknown);
  };
  return {
    title: say("outcomeTable", wordOf("gebieden", state.gebieden)),
    note: say("outcomeNote"),
    empty: say("outcomeEmpty"),
    columns: ["naam", "voor", "na", "niet"],
    words: (name) => wordOf("outcomeColumns", name),
    wordsLong: (name) => wordOf("outcomeColumnsLong", name),
    cells: (row, unknown) =>
      row.hidden
        ? [el("td", { class: "getal", colspan: 3 }, unknown)]
        : [
            share(row.voor, row.ends[0], unknown),
            share(row.na, row.ends[1], unknown),
            netCell(row, unknown),
          ],
    address: (form, areas) => effectAddress(state, als, form, areas),
    file: "wat-als",
  };
}
