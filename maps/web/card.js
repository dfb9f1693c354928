// The card of one postcode: who lives there, what is near, and why it is a gap.

import { DATES_IN_BRIEF, isByTimetable, limitOf, TECHNISCH } from "./codes.js";
import { el, show } from "./dom.js";
import { journeyParts } from "./journey.js";
import { cost, date, number, threshold } from "./numbers.js";
import { wordsOf } from "./panel.js";
import { calledOf } from "./schools.js";
import { siteSign } from "./signs.js";
import { lackingOf, thresholdOf } from "./state.js";
import { say, whoOf, wordOf } from "./words.js";

/** Draw the card of the postcode that an answer is about, with a journey if there is one. */
export function drawCard(parent, state, { card: answer, journey, nameOf = calledOf }, close) {
  const offer = answer.aanbod.find(
    (one) => one.profiel === state.profiel && one.leerweg === state.leerweg,
  );
  show(
    parent,
    el(
      "button",
      { type: "button", class: "sluit", "aria-label": say("close"), onclick: close },
      "×",
    ),
    el(
      "h2",
      { id: "kop-kaartje", tabindex: -1 },
      [answer.postcode, answer.plaats].filter(Boolean).join(" "),
    ),
    el("p", { class: "hoeveel" }, students(answer.leerlingen, state)),
    el("h3", {}, say("nearest", state)),
    ways(offer.wegen, nameOf),
    ...journeyParts(journey),
    el("p", {}, choicesWords(state, answer)),
    why(offer, answer, state),
    choices(answer, state),
    el("p", { class: "klein" }, say("cardSources", datesLine(answer.peildata))),
  );
}

/** Write a count with its interval, or that it is protected. */
export function counted({ laag, schatting, hoog, afgeschermd }) {
  if (afgeschermd) return say("hidden");
  const ends = [number(laag), number(hoog)];
  return ends[0] === ends[1] ? number(schatting) : `${number(schatting)} (${ends.join("-")})`;
}

/** Say of which date each part is. */
export function datesLine(dates) {
  const roles = DATES_IN_BRIEF.filter((role) => dates[role]);
  return roles.map((role) => `${wordOf("dates", role)} ${date(dates[role])}`).join(" · ");
}

function students(counts, state) {
  if (!counts.afgeschermd && !(counts.hoog > 0)) return say("nobodyHere");
  return say("studentsHere", counted(counts), whoOf(state).meer);
}

function ways(all, nameOf) {
  const found = all.filter((way) => way.kosten !== null);
  if (found.length === 0)
    return el("p", {}, say("nowhere", threshold(limitOf("hemelsbreed", "m"), "m")));
  const modes = [...new Set(all.map((way) => way.modus))];
  return el(
    "ul",
    { class: "wegen" },
    ...modes.map((mode) =>
      wayLine(
        mode,
        all.filter((way) => way.modus === mode),
        nameOf,
      ),
    ),
  );
}

function wayLine(mode, all, nameOf) {
  const best = all.find((way) => way.kosten !== null);
  const words = all
    .filter((way) => way.kosten !== null)
    .map((way) => cost(way.kosten, way.eenheid));
  const { modus, eenheid, status } = all[0];
  const noWay = say(isByTimetable(modus) ? "noJourney" : "noWay");
  const how =
    { onbereikbaar: noWay, buitenWegen: say("noRoads", lackingOf({ modus })) }[status] ??
    say("farther", threshold(limitOf(modus, eenheid), eenheid, say("minutes")));
  const school = best ? nameOf(best) : "";
  return el(
    "li",
    {},
    el("strong", {}, words.length ? words.join(", ") : how),
    ` ${wordOf("by", mode)}`,
    ...(school ? [": ", siteSign("pair"), school] : []),
  );
}

function choicesWords(state, answer) {
  const { threshold: within, mode } = wordsOf(state);
  return say("choices", answer.technischeProfielen[state.leerweg], state.leerweg, within, mode);
}

function why(offer, answer, state) {
  if (offer.reden === "buitenWegen")
    return el("p", {}, wordOf("reasons", offer.reden)(lackingOf(state)));
  if (!offer.witteVlek) return el("p", { class: "geen-gat" }, say("noGap"));
  const { unit } = thresholdOf(state.drempel);
  const way = offer.redenKosten === null ? "" : cost(offer.redenKosten, unit);
  const about = [state, way, offer.redenNaam, wordsOf(state).threshold];
  return el(
    "div",
    { class: "waarom" },
    el("h3", {}, say("whyGap")),
    el("p", {}, wordOf("reasons", offer.reden)(...about)),
    el("p", {}, wordOf("remedies", offer.reden)(state)),
  );
}

function choices(answer, state) {
  const { unit } = thresholdOf(state.drempel);
  const rows = TECHNISCH.map((profiel) => {
    const offer = answer.aanbod.find(
      (one) => one.profiel === profiel && one.leerweg === state.leerweg,
    );
    const way = offer.wegen.find((one) => one.modus === state.modus && one.eenheid === unit);
    const far =
      way?.status === "buitenWegen"
        ? say("noRoads", lackingOf(state))
        : say("farther", threshold(limitOf(state.modus, unit), unit, say("minutes")));
    const near = way && way.kosten !== null ? cost(way.kosten, unit) : far;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, profiel),
      el("td", { class: "getal" }, near),
      el("td", {}, offer.reden === "buitenWegen" ? "" : say(offer.witteVlek ? "no" : "yes")),
    );
  });
  const names = say("choiceColumns");
  const head = names.map((name, k) =>
    el("th", { scope: "col", class: k === 1 ? "getal" : null }, name),
  );
  return el(
    "details",
    {},
    el("summary", {}, say("choiceTable")),
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)),
  );
}
