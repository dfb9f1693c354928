// One budget for new places and buses, worked out as a job.

import { byId, el, show } from "../dom.js";
import { number, percentage } from "../numbers.js";
import { thresholdOf } from "../state.js";
import { say, wordOf } from "../words.js";
import { doWork } from "./jobs.js";
import { drawTables, pupilsCell, tableOf } from "./school-table.js";

/** What is asked, as it was last filled in; it stays in this page. */
const given = { budget: 400_000, kostenPlek: 100_000, kostenBus: 50_000 };

/** Ask what a budget is to buy. */
export function drawBudget(state, { change }) {
  const place = el("div", { id: "budget-antwoord" });
  const fields = Object.keys(given).flatMap((name) => {
    const input = el("input", {
      id: name,
      type: "number",
      min: "0",
      step: "any",
      required: true,
      value: String(given[name]),
      oninput: (event) => {
        given[name] = Number(event.target.value);
      },
    });
    return [el("label", { for: name }, wordOf("budgetFields", name)), input];
  });
  const submit = (event) => {
    event.preventDefault();
    const { value, unit } = thresholdOf(state.drempel);
    const way = { binnen: value, eenheid: unit, modus: state.modus, gebied: state.gebied };
    doWork(place, { soort: "besteding", besteding: { ...given, ...way } }, (answer) =>
      drawAnswer(place, answer, change),
    );
  };
  const form = el(
    "form",
    { class: "vraagform", autocomplete: "off", onsubmit: submit },
    ...fields,
    el("p", {}, say("budgetUnit")),
    el(
      "div",
      { class: "knoppen" },
      el("button", { type: "submit", class: "knop sterk" }, say("budgetAsk")),
    ),
  );
  show(byId("bus"), form, place);
  drawTables(byId("tabel"), say("budgetTable"), "", el("p", { class: "uitleg" }, say("noBudget")));
}

function drawAnswer(place, answer, change) {
  const codes = answer.rijen.filter((row) => row.nieuw).map((row) => row.plek);
  const onMap = () => change({ toon: "plekken", plek: codes.join(",") });
  const proof = answer.bewezenBest
    ? say("proven")
    : say("notProven", percentage(answer.verschilHoogstens));
  show(
    place,
    el("p", { class: "groot" }, percentage(answer.deelPlekken + answer.deelBussen)),
    el("p", { class: "erbij" }, say("budgetBought", answer.nieuwePlekken, answer.bussen)),
    el(
      "p",
      { class: "tussen" },
      say("budgetParts", percentage(answer.deelPlekken), percentage(answer.deelBussen)),
    ),
    el("p", { class: "uitleg" }, say("budgetSpent", answer.uitgegeven), " ", proof),
    codes.length
      ? el("button", { type: "button", class: "knop", onclick: onMap }, say("budgetOnMap"))
      : "",
  );
  const rows = answer.rijen.map((row) => [
    `${row.plek} ${row.naam}`.trim(),
    pupilsCell(row.leerlingen, row.afgeschermd),
    number(row.scholen),
  ]);
  drawTables(
    byId("tabel"),
    say("budgetTable"),
    "",
    ...tableOf(say("budgetColumns"), rows, { label: say("budgetTable"), numbers: [1, 2] }),
  );
}
