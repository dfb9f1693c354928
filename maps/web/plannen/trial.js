// New places tried out: what each brings, and what the best choice would be.

import { choice } from "../controls.js";
import { byId, el, show } from "../dom.js";
import { cost, number, percentage } from "../numbers.js";
import { address, json } from "../service.js";
import { thresholdOf } from "../state.js";
import { say, wordOf } from "../words.js";
import { doWork } from "./jobs.js";
import { LISTS, placesOf } from "./plan-state.js";
import { drawTables, pupilsCell, schoolCell, tableOf } from "./school-table.js";

/** Ask what the new places bring. */
export const asked = (state) => json("plekken/winst", keysOf(state));

function keysOf(state) {
  const { value, unit } = thresholdOf(state.drempel);
  return {
    plek: state.plek,
    drempel: value,
    eenheid: unit,
    modus: state.modus,
    gebied: state.gebied,
  };
}

/** Draw figure, places, best choice and table. */
export function drawTrial(state, answer, { change, find, labNames }) {
  drawFigure(answer);
  drawPlaces(state, answer, change);
  drawBest(state, change);
  drawTable(state, answer, { change, find, labNames });
}

function drawFigure(answer) {
  const { leerlingen, vooraf, daarna, scholen, rijen } = answer;
  const count = (state) => scholen.toestand.filter((one) => one === state).length;
  const gained = rijen.length ? say("gainOf", daarna - vooraf, count("erbij")) : say("noGain");
  const [out, where] = say("stillOut", leerlingen - daarna, count("buiten"));
  show(
    byId("kern"),
    el("p", { class: "groot" }, percentage(daarna / leerlingen)),
    rijen.length
      ? el("p", { class: "tussen" }, say("before", percentage(vooraf / leerlingen)))
      : "",
    el("p", { class: rijen.length ? "erbij" : "tussen" }, gained),
    el("p", { class: "niet" }, el("strong", {}, out), where),
    el("p", { class: "uitleg" }, say("planNoteNow")),
  );
}

function drawPlaces(state, { rijen }, change) {
  const codes = placesOf(state);
  const without = (code) => codes.filter((one) => one !== code).join(",");
  const items = rijen.map((row, n) => {
    const name = `${row.plek} ${row.naam}`.trim();
    return el(
      "li",
      {},
      el("span", { class: "nummer" }, String(n + 1)),
      el("strong", {}, name),
      el(
        "button",
        {
          type: "button",
          class: "weg",
          "aria-label": say("remove", name),
          onclick: () => change({ plek: without(row.plek) }, say("removed", name)),
        },
        "×",
      ),
      el(
        "span",
        { class: "klein" },
        say("placeGain", row.erbij, row.scholen),
        rijen.length > 1 ? ` (${say("placeAlone", row.alleen)})` : "",
      ),
    );
  });
  const clear = el(
    "button",
    { type: "button", class: "knop", onclick: () => change({ plek: "" }) },
    say("clear"),
  );
  show(
    byId("gekozen-plekken"),
    el("h3", {}, say("places")),
    items.length ? el("ol", { class: "plekken" }, ...items) : "",
    el("p", { class: items.length ? "klein" : "leeg-plek" }, say("howTo")),
    items.length > 1 ? el("div", { class: "knoppen" }, clear) : "",
  );
}

const found = { question: "", answer: null };

/** Offer to find the best places; what was found stands until the question changes. */
function drawBest(state, change) {
  const question = JSON.stringify([
    state.gebied,
    state.drempel,
    state.modus,
    state.aantal,
    state.taal,
  ]);
  const parent = byId("beste");
  if (parent.dataset.question === question) return;
  parent.dataset.question = question;
  const place = el("div", { id: "beste-antwoord" });
  const ask = () =>
    doWork(place, workOf(state), (answer) => {
      Object.assign(found, { question, answer });
      drawPlans(place, answer, change);
    });
  const count = choice(
    "aantal",
    ["1", "2", "3", "4", "5", "6", "8", "10"].map((one) => [one, one]),
    state.aantal,
    (aantal) => change({ aantal }),
    wordOf("planLabel", "aantal"),
  );
  show(
    parent,
    el("h3", {}, say("best")),
    el("p", { class: "uitleg" }, say("bestText", state.aantal)),
    el(
      "div",
      { class: "knoppen" },
      count,
      el(
        "button",
        { type: "button", class: "knop sterk", id: "zoek-beste", onclick: ask },
        say("bestButton"),
      ),
    ),
    place,
  );
  if (found.question === question) drawPlans(place, found.answer, change);
}

function workOf(state) {
  const { value, unit } = thresholdOf(state.drempel);
  const keuze = {
    aantal: Number(state.aantal),
    binnen: value,
    eenheid: unit,
    modus: state.modus,
    gebied: state.gebied,
    vergelijking: true,
  };
  return { soort: "vestigingskeuze", keuze };
}

function drawPlans(parent, { plannen }, change) {
  const rows = plannen.map((plan) => {
    const name = wordOf("plans", plan.plan);
    const go = () => change({ plek: plan.plekken.join(","), lijst: "erbij" });
    const button = el(
      "button",
      { type: "button", class: "knop", "aria-label": say("planShowLong", name), onclick: go },
      say("planShow"),
    );
    const least = percentage(plan.deelMinsteGemeente);
    return [
      el("span", { class: "keuze-naam" }, el("strong", {}, name), button),
      el(
        "span",
        {},
        `${number(plan.leerlingen)} (${percentage(plan.deel)})`,
        least ? el("span", { class: "klein" }, say("planLeast", least)) : "",
      ),
    ];
  });
  const [best] = plannen;
  const proof = best.bewezenBest
    ? say("proven")
    : say("notProven", percentage(best.verschilHoogstens));
  show(
    parent,
    el(
      "div",
      { class: "plan-tabel" },
      ...tableOf(say("planColumns"), rows, { label: say("best"), numbers: [1] }),
    ),
    el("p", { class: "klein" }, proof),
  );
}

function drawTable(state, { scholen, rijen }, { change, find, labNames }) {
  const { unit } = thresholdOf(state.drempel);
  const order = new Map(rijen.map((row, n) => [row.plek, n + 1]));
  const list = rijen.length === 0 && state.lijst === "erbij" ? "buiten" : state.lijst;
  const at = scholen.toestand.flatMap((one, k) => (one === list ? [k] : []));
  at.sort((one, other) => scholen.leerlingen[other] - scholen.leerlingen[one] || one - other);
  const via = (code) =>
    order.has(code)
      ? el("span", { class: "nummer" }, String(order.get(code)))
      : (labNames.get(code) ?? code);
  const near = list !== "buiten";
  const rows = at.map((k) => [
    schoolCell({ naam: scholen.naam[k], plaats: scholen.plaats[k] }, () => find(scholen.punt[k])),
    pupilsCell(scholen.leerlingen[k], scholen.afgeschermd[k]),
    ...(near ? [cost(scholen.weg[k], unit), via(scholen.dichtstbij[k])] : []),
  ]);
  const lists = LISTS.map((one) => [one, wordOf("schoolLists", one)]);
  const pick = choice(
    "lijst",
    lists,
    list,
    (lijst) => change({ lijst }),
    wordOf("planLabel", "lijst"),
  );
  const save = el(
    "p",
    { class: "opslaan" },
    el(
      "a",
      { href: address("plekken/winst", { ...keysOf(state), f: "csv" }), download: "" },
      say("saveCsv"),
    ),
  );
  const body = rows.length
    ? tableOf(say("schoolColumns").slice(0, near ? 4 : 2), rows, {
        label: say("schoolTable"),
        numbers: [1, 2],
      })
    : [el("p", { class: "uitleg" }, say("nothingHere"))];
  drawTables(
    byId("tabel"),
    say("schoolTable"),
    el("p", {}, pick),
    ...body,
    rijen.length ? save : "",
  );
}
