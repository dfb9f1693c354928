// The term of the bus, played day by day.

import { choice } from "../controls.js";
import { byId, el, show } from "../dom.js";
import { date } from "../numbers.js";
import { say, wordOf } from "../words.js";
import { doWork, showAgain } from "./jobs.js";
import { drawTables, pupilsCell, schoolCell, tableOf } from "./school-table.js";

const STEP_MS = 1400;
const MOST_BYTES = 30_000_000;

/** Tell whether a document is a term that can be shown. */
export function isTour(told) {
  const isSpot = (one) => Array.isArray(one) && one.length === 2 && one.every(Number.isFinite);
  const isDay = (day) =>
    typeof day.datum === "string" &&
    Array.isArray(day.bezoeken) &&
    Array.isArray(day.ritten) &&
    day.bezoeken.every((visit) => isSpot(visit.punt)) &&
    day.ritten.every((leg) => Array.isArray(leg.lijn) && leg.lijn.every(isSpot));
  return (
    told?.soort === "rondrit" &&
    told.versie === 1 &&
    Array.isArray(told.dagen) &&
    told.dagen.every(isDay) &&
    Array.isArray(told.nietBezocht) &&
    Array.isArray(told.standplaatsen)
  );
}

/** Offer to plan a term or to open one. */
export function drawStart(state, areas, { change, opened }) {
  const place = el("div", { id: "ronde-antwoord" });
  const [first, last] = usualTerm(new Date());
  const days = {
    eersteDag: dayField("eersteDag", "busFirst", first),
    laatsteDag: dayField("laatsteDag", "busLast", last),
  };
  const submit = (event) => {
    event.preventDefault();
    const rit = {
      eersteDag: days.eersteDag.input.value,
      laatsteDag: days.laatsteDag.input.value,
      gebied: state.gebied,
    };
    doWork(place, { soort: "rondrit", rit }, (tour, id) => opened(tour, { rit: id }));
  };
  const area = choice(
    "gebied",
    areas,
    state.gebied,
    (gebied) => change({ gebied }),
    wordOf("planLabel", "gebied"),
  );
  const form = el(
    "form",
    { class: "vraagform", autocomplete: "off", onsubmit: submit },
    el("label", { for: "keuze-gebied" }, say("busArea")),
    area,
    ...Object.values(days).flatMap(({ label, input }) => [label, input]),
    el("p", { class: "klein" }, say("busHolidays")),
    el(
      "div",
      { class: "knoppen" },
      el("button", { type: "submit", class: "knop sterk" }, say("busPlan")),
    ),
  );
  show(byId("bus"), el("h3", {}, say("busMake")), form, place, ...fileField(opened));
  if (state.rit) showAgain(place, state.rit, (tour) => opened(tour, {}));
}

function dayField(name, word, value) {
  const input = el("input", { id: name, type: "date", required: true, value });
  return { label: el("label", { for: name }, say(word)), input };
}

/** The six weeks from next Monday. */
function usualTerm(today) {
  const first = new Date(today);
  first.setDate(first.getDate() + ((8 - first.getDay()) % 7 || 7));
  const last = new Date(first);
  last.setDate(last.getDate() + 6 * 7 - 3);
  const written = (day) =>
    [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
  return [written(first), written(last)];
}

function fileField(opened) {
  const fault = el("p", { class: "leeg-plek", role: "alert", hidden: true }, say("busBadFile"));
  const read = async (event) => {
    const [file] = event.target.files;
    fault.hidden = true;
    const tour =
      file && file.size < MOST_BYTES
        ? await file
            .text()
            .then(JSON.parse)
            .catch(() => null)
        : null;
    if (isTour(tour)) opened(tour, { rit: "" });
    else fault.hidden = false;
  };
  const input = el("input", {
    id: "bestand",
    type: "file",
    accept: ".json,application/json",
    onchange: read,
    "aria-describedby": "bestand-uitleg",
  });
  return [
    el("h3", {}, say("busOpen")),
    el(
      "div",
      { class: "bestand" },
      el("label", { for: "bestand" }, say("busFile")),
      input,
      el("p", { id: "bestand-uitleg", class: "klein" }, say("busOpenText")),
    ),
    fault,
  ];
}

/** Which days are played, and the machine that plays them. */
export class Player {
  /** `go` is called with the number of the day to show, from 1. */
  constructor(go) {
    this.go = go;
    this.timer = null;
  }

  get isPlaying() {
    return this.timer !== null;
  }

  toggle(count, now) {
    if (this.isPlaying) return this.stop();
    let day = now >= count ? 0 : now;
    const step = () => {
      day += 1;
      if (day >= count) this.stop();
      this.go(day);
    };
    this.timer = setInterval(step, STEP_MS);
    return step();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
  }
}

const weekday = (text) =>
  new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "nl-NL", {
    weekday: "long",
    timeZone: "UTC",
  }).format(new Date(`${text}T00:00:00Z`));

/** Write a day as maandag 5 januari 2026. */
export const dayWords = (day) => `${weekday(day.datum)} ${date(day.datum)}`;

/** Draw what belongs to one day: its stops, the table of all, and who is left out. */
export function drawDay(tour, n, { player, change, find, again }) {
  const day = tour.dagen[n - 1];
  const visited = new Set(tour.dagen.flatMap((one) => one.bezoeken.map((visit) => visit.school)))
    .size;
  show(
    byId("kern"),
    el("p", { class: "niet" }, el("strong", {}, say("busHead", tour.gebied))),
    el("p", { class: "uitleg" }, say("busSum", tour.dagen.length, visited, tour.scholen)),
  );
  show(
    byId("bus"),
    ...controls(tour, n, { player, change }),
    ...stopList(day, find),
    el(
      "div",
      { class: "knoppen" },
      el("button", { type: "button", class: "knop", onclick: again }, say("busOther")),
    ),
  );
  drawVisits(tour, n, { change, find });
}

function controls(tour, n, { player, change }) {
  const count = tour.dagen.length;
  const day = tour.dagen[n - 1];
  const focused = document.activeElement?.id;
  const to = (value) => () => {
    player.stop();
    change({ dag: String(value) });
  };
  const step = (id, word, value) =>
    el(
      "button",
      {
        type: "button",
        id,
        class: "knop",
        disabled: value < 1 || value > count,
        onclick: to(value),
      },
      say(word),
    );
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const toggle = () => {
    player.toggle(count, n);
    if (!player.isPlaying) change({});
  };
  const play = el(
    "button",
    { type: "button", id: "afspelen", class: "knop sterk", onclick: toggle },
    say(player.isPlaying ? "pause" : "play"),
  );
  const slide = el("input", {
    id: "dag",
    type: "range",
    class: "dagkeuze",
    min: 1,
    max: count,
    value: n,
    "aria-label": wordOf("planLabel", "dag"),
    "aria-valuetext": dayWords(day),
    oninput: (event) => to(event.target.value)(),
  });
  const made = [
    el("p", { class: "dag", id: "dag-naam" }, dayWords(day)),
    el("p", { class: "klein" }, say("busDay", n, count)),
    slide,
    el(
      "div",
      { class: "knoppen" },
      step("vorige", "previous", n - 1),
      step("volgende", "next", n + 1),
      calm ? "" : play,
    ),
    calm ? el("p", { class: "klein" }, say("noPlay")) : "",
    el("p", { class: "uitleg" }, say("busTimes", day)),
  ];
  // What had the focus is made anew: the new one takes it over.
  queueMicrotask(
    () => ["dag", "vorige", "volgende", "afspelen"].includes(focused) && byId(focused)?.focus(),
  );
  return made;
}

function stopList(day, find) {
  const items = day.bezoeken.map((visit, k) => {
    const count = visit.afgeschermd ? say("few") : say("stopPupils", visit.leerlingen);
    return el(
      "li",
      {},
      el("span", { class: "nummer" }, String(k + 1)),
      schoolCell(visit, () => find(visit.punt)),
      el("span", { class: "klein" }, `${say("stop", visit)} · ${count}`),
    );
  });
  return [el("ol", { class: "stops" }, ...items)];
}

function drawVisits(tour, n, { change, find }) {
  const rows = [];
  const dayOf = [];
  tour.dagen.forEach((day, k) =>
    day.bezoeken.forEach((visit) => {
      const pick = el(
        "button",
        { type: "button", class: "naam", onclick: () => change({ dag: String(k + 1) }) },
        `${date(day.datum)}, ${visit.van}`,
      );
      rows.push([
        pick,
        schoolCell(visit, () => find(visit.punt)),
        pupilsCell(visit.leerlingen, visit.afgeschermd),
      ]);
      dayOf.push(k + 1);
    }),
  );
  const left = tour.nietBezocht.map((one) => [
    schoolCell(one, () => find(one.punt)),
    pupilsCell(one.leerlingen, one.afgeschermd),
    wordOf("reasonsLeft", one.reden),
  ]);
  drawTables(
    byId("tabel"),
    say("visitsTable"),
    "",
    ...tableOf(say("visitColumns"), rows, {
      label: say("visitsTable"),
      numbers: [2],
      chosen: (at) => dayOf[at] === n,
    }),
    el("h3", {}, say("leftTable")),
    ...(left.length
      ? tableOf(say("leftColumns"), left, { label: say("leftTable"), numbers: [1] })
      : [el("p", { class: "uitleg" }, say("nobodyLeft"))]),
  );
}

/** Return what the map shows of a day. */
export function dayScene(tour, n) {
  const day = tour.dagen[n - 1];
  const seen = (days) =>
    new Map(days.flatMap((one) => one.bezoeken.map((visit) => [visit.school, visit.punt])));
  const [before, after] = [seen(tour.dagen.slice(0, n - 1)), seen(tour.dagen.slice(n))];
  const today = seen([day]);
  const stops = [];
  for (const [school, at] of today) {
    const k = day.bezoeken.findIndex((visit) => visit.school === school);
    stops.push({ at, n: k + 1 });
  }
  const rest = (places, ...others) =>
    [...places].filter(([school]) => !others.some((one) => one.has(school))).map(([, at]) => at);
  return {
    day: { legs: day.ritten.map((leg) => ({ shape: leg.lijn, road: leg.overDeWeg })), stops },
    others: tour.dagen
      .filter((one) => one !== day)
      .flatMap((one) => one.ritten.map((leg) => leg.lijn)),
    visited: rest(before, today),
    later: rest(after, today, before),
    left: tour.nietBezocht.filter((one) => one.bezoekenGepland === 0).map((one) => one.punt),
    depots: tour.standplaatsen.map((one) => one.punt),
  };
}
