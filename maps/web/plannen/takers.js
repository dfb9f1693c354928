// Who takes part: visits from a file of one's own, beside distance, size and gemeente.

import { byId, el, show } from "../dom.js";
import { number, percentage } from "../numbers.js";
import { thresholdOf } from "../state.js";
import { say, wordOf } from "../words.js";
import { askWith } from "./jobs.js";
import { drawTables, tableOf } from "./school-table.js";

const MOST_BYTES = 200_000;
const SHOWN = ["afstand", "omvang", "gebied"];
const COUNTS = ["leerlingen", "groepen"];
const CALLED = {
  datum: "datum",
  date: "datum",
  activiteit: "activiteit",
  activity: "activiteit",
  school: "school",
  brin: "school",
  brin6: "school",
  leerlingen: "leerlingen",
  pupils: "leerlingen",
  groepen: "groepen",
  groups: "groepen",
};
let visits = null;

/** Read visits from a file with a head; null where it tells no dates or schools. */
export function visitsOf(text) {
  const lines = text
    .replace(/^\uFEFF/u, "")
    .split(/\r?\n/u)
    .filter((line) => line.trim());
  const mark = (lines[0] ?? "").includes(";") ? ";" : ",";
  const cells = (line) => line.split(mark).map((one) => one.trim().replace(/^"(.*)"$/u, "$1"));
  const heads = cells(lines[0] ?? "").map((one) => CALLED[one.toLowerCase()]);
  if (!heads.includes("datum") || !heads.includes("school") || lines.length < 2) return null;
  return lines.slice(1).map((line) => {
    const told = cells(line).map((value, k) => [heads[k], value]);
    return Object.fromEntries(
      told
        .filter(([name, value]) => name && value)
        .map(([name, value]) => [name, COUNTS.includes(name) ? Number(value) : value]),
    );
  });
}

/** Ask for a file of visits, and tell who took part. */
export function drawTakers(state) {
  const place = el("div", { id: "deelname-antwoord" });
  const read = async (event) => {
    const [file] = event.target.files;
    visits = file && file.size < MOST_BYTES ? visitsOf(await file.text()) : null;
    if (visits) ask(place, state, SHOWN[0]);
    else show(place, el("p", { class: "leeg-plek", role: "alert" }, say("takersBadFile")));
  };
  const input = el("input", {
    id: "bezoeken",
    type: "file",
    accept: ".csv,text/csv",
    onchange: read,
    "aria-describedby": "bezoeken-uitleg",
  });
  show(
    byId("bus"),
    el(
      "div",
      { class: "bestand" },
      el("label", { for: "bezoeken" }, say("takersFile")),
      input,
      el("p", { id: "bezoeken-uitleg", class: "klein" }, say("takersText")),
    ),
    place,
  );
  drawTables(byId("tabel"), say("takersTable"), "", el("p", { class: "uitleg" }, say("noTakers")));
  if (visits) ask(place, state, SHOWN[0]);
}

function ask(place, state, toon) {
  const { value, unit } = thresholdOf(state.drempel);
  const way = { drempel: value, eenheid: unit, modus: state.modus, gebied: state.gebied };
  askWith(place, "deelname", { bezoeken: visits, toon, ...way }, (answer) => {
    show(
      place,
      ...answer.toelichting.map((note) => el("p", { class: "klein", lang: "en" }, note)),
      el(
        "div",
        { class: "knoppen" },
        ...SHOWN.map((one) =>
          el(
            "button",
            {
              type: "button",
              class: "knop",
              "aria-pressed": String(one === toon),
              onclick: () => ask(place, state, one),
            },
            wordOf("takersBy", one),
          ),
        ),
      ),
    );
    drawAnswer(answer, toon);
  });
}

function drawAnswer(answer, toon) {
  const rows = answer.rijen.map((row) => [
    String(Object.values(row)[0]),
    number(row.scholen),
    number(row.altijd),
    number(row.soms),
    number(row.nooit),
    percentage(row.deelMee),
  ]);
  const heads = [wordOf("takersBy", toon), ...say("takersColumns")];
  drawTables(
    byId("tabel"),
    say("takersIn", answer.schooljaren.join(", ")),
    "",
    ...tableOf(heads, rows, { label: say("takersTable"), numbers: [1, 2, 3, 4, 5] }),
  );
}
