// Planning: new places tried on the map, and the bus played day by day.

import { exampleBand, sourceLines } from "../about.js";
import { datesLine } from "../card.js";
import { choice } from "../controls.js";
import { byId, el, show } from "../dom.js";
import { boundsOf } from "../map.js";
import { date, threshold } from "../numbers.js";
import { drawSearch } from "../search.js";
import * as service from "../service.js";
import { thresholdOf } from "../state.js";
import { addWords, say, useLanguage, wordOf } from "../words.js";
import { Player, dayScene, dayWords, drawDay, drawStart, isTour } from "./bus.js";
import { drawPlanLegend } from "./plan-legend.js";
import { PlanMap } from "./plan-map.js";
import {
  DISTANCES,
  MOST_PLACES,
  TIMES,
  VIEWS,
  fitting,
  placesOf,
  read,
  write,
} from "./plan-state.js";
import { asked, drawTrial } from "./trial.js";
import { PLAN_EN } from "./words-en.js";
import { PLAN_NL } from "./words-nl.js";

const LABS = ["hotspot", "techlab"];
const DATED = ["basisscholen", "po-leerlingen", "facilities"];
const app = {
  state: read(location.search),
  turn: 0,
  tour: null,
  map: null,
  labs: [],
  labNames: new Map(),
  looked: "",
};
const player = new Player((day) => change({ dag: String(day) }, { replace: true, quiet: true }));

async function start() {
  addWords({ nl: PLAN_NL, en: PLAN_EN });
  useLanguage(app.state.taal);
  busy(true);
  new ResizeObserver(measureHead).observe(document.querySelector("header"));
  try {
    app.about = await service.openSnapshot();
    const [land, areas, labs] = await Promise.all([service.shapes("pc4"), areasOf(), labsOf()]);
    takeLand(land);
    Object.assign(app, { land, areas, labs: labs.map((one) => one.geometry.coordinates) });
    app.labNames = new Map(labs.map((one) => [one.id, one.properties.naam]));
  } catch (error) {
    return fail(error);
  }
  app.state = fitting(app.state, app.about.modi, app.areas);
  exampleBand(app.about);
  drawFoot();
  drawSearch(byId("zoek"), () => app.postcodes, found);
  app.ready = openMap().catch((error) => without(error));
  addEventListener("popstate", () => {
    app.state = fitting(read(location.search), app.about.modi, app.areas);
    if (document.documentElement.lang !== app.state.taal) return location.reload();
    return render();
  });
  return render();
}

const areasOf = () =>
  service.shapes("provincie").then(
    (all) =>
      all.features.map((one) => ({
        code: one.id,
        naam: one.properties.naam,
        geometry: one.geometry,
      })),
    () => [],
  );

const labsOf = () =>
  service.json("collections/faciliteiten/items", { limit: 1000 }).then(
    (all) => all.features.filter((one) => one.geometry && LABS.includes(one.properties.soort)),
    () => [],
  );

function takeLand(land) {
  app.postcodes = land.features.map((one, id) => {
    const postcode = { code: one.id, place: one.properties.naam, id };
    one.properties.code = one.id;
    one.id = id;
    return postcode;
  });
}

async function openMap() {
  await libraryLoaded();
  const map = new PlanMap(byId("kaart"), say("planMapLabel"), app.land);
  await map.prepare((id) => app.state.toon === "plekken" && toggle(app.postcodes[id].code));
  map.showAreas({
    type: "FeatureCollection",
    features: app.areas.map(({ code, geometry }) => ({
      type: "Feature",
      properties: { code },
      geometry,
    })),
  });
  app.map = map;
  return map;
}

/** Without a map the tables still tell everything. */
function without(error) {
  console.warn(error.message);
  byId("kaart-melding").hidden = false;
  byId("kaart-melding").textContent = say("noMap");
  return null;
}

/** Take over what was chosen, keep it in the address, and show it. */
function change(patch, { replace = false, quiet = false, words = "" } = {}) {
  const next = fitting({ ...app.state, ...patch }, app.about.modi, app.areas);
  const [before, after] = [write(app.state), write(next)];
  app.state = next;
  app.words = words;
  app.quiet = quiet;
  if (before !== after)
    history[replace || "dag" in patch ? "replaceState" : "pushState"](null, "", after);
  return render();
}

/** Add the place of a postcode, or take it away. */
function toggle(code) {
  const places = placesOf(app.state);
  if (places.includes(code))
    return change({ plek: places.filter((one) => one !== code).join(",") });
  if (places.length >= MOST_PLACES) return tell(say("tooMany", MOST_PLACES));
  app.added = code;
  return change({ plek: [...places, code].join(","), lijst: "erbij" });
}

function found(postcodes) {
  const [one] = postcodes;
  app.map?.lookAt(boundsOf(postcodes.map(({ id }) => app.land.features[id].geometry)), 10);
  if (
    postcodes.length === 1 &&
    app.state.toon === "plekken" &&
    !placesOf(app.state).includes(one.code)
  )
    toggle(one.code);
}

async function render() {
  const turn = ++app.turn;
  const { state } = app;
  busy(true);
  drawHead(state);
  try {
    if (state.toon === "bus") await renderBus(state);
    else await renderTrial(state, () => turn === app.turn);
    if (turn === app.turn) busy(false);
  } catch (error) {
    if (turn === app.turn) recover(error);
  }
}

async function renderTrial(state, isCurrent) {
  player.stop();
  show(byId("bus"));
  byId("kern").hidden = !hasSchools();
  if (!hasSchools()) return tellNoSchools();
  const answer = await asked(state);
  if (!isCurrent()) return;
  byId("fout").hidden = true;
  byId("peildata").textContent = planDates() || datesLine(answer.peildata);
  drawTrial(state, answer, {
    change: (patch, words) => change(patch, { words }),
    find: look,
    labNames: app.labNames,
  });
  const last = answer.rijen.find((row) => row.plek === app.added);
  if (last) tell(say("placed", `${last.plek} ${last.naam}`.trim(), last.erbij));
  else if (app.words) tell(app.words);
  app.added = null;
  const { value, unit } = thresholdOf(state.drempel);
  const straight = state.modus === "hemelsbreed" && unit === "m";
  drawPlanLegend(byId("legenda"), "plekken", {
    straight,
    places: answer.rijen.length > 0,
    labs: app.labs.length > 0,
  });
  const map = await app.ready;
  if (!map || !isCurrent()) return;
  const { scholen } = answer;
  const schools = scholen.punt.map((at, k) => ({
    at,
    state: scholen.toestand[k],
    few: scholen.afgeschermd[k],
  }));
  map.showTrial({
    schools,
    labs: app.labs,
    places: answer.rijen.map((row) => row.punt),
    radiusM: straight ? value : 0,
  });
  lookOnce(map, `plekken:${state.gebied}`, state.gebied ? scholen.punt : []);
}

const hasSchools = () => Boolean(app.about.rijen.basisscholen);

/** Data without basisscholen are no fault: say what is missing, and where to go. */
function tellNoSchools() {
  byId("fout").hidden = true;
  show(byId("legenda"));
  show(
    byId("tabel"),
    el("h2", { id: "kop-tabel" }, say("schoolTable")),
    el("p", { class: "uitleg" }, say("noSchoolData")),
  );
}

async function renderBus(state) {
  show(byId("gekozen-plekken"));
  show(byId("beste"));
  delete byId("beste").dataset.question;
  byId("fout").hidden = true;
  byId("peildata").textContent = "";
  if (!app.tour) {
    byId("kern").hidden = true;
    show(byId("legenda"));
    show(
      byId("tabel"),
      el("h2", { id: "kop-tabel" }, say("visitsTable")),
      el("p", { class: "uitleg" }, say("noTour")),
    );
    drawStart(state, areaOptions(), { change, opened });
    const map = await app.ready;
    map?.showTrial({ schools: [], labs: app.labs, places: [], radiusM: 0 });
    return;
  }
  byId("kern").hidden = false;
  const n = Math.min(Number(state.dag), app.tour.dagen.length);
  drawDay(app.tour, n, { player, change, find: look, again });
  const day = app.tour.dagen[n - 1];
  if (!app.quiet) tell(`${dayWords(day)}: ${day.bezoeken.map((visit) => visit.naam).join(", ")}`);
  const scene = dayScene(app.tour, n);
  const legs = app.tour.dagen.flatMap((one) => one.ritten);
  drawPlanLegend(byId("legenda"), "bus", {
    road: legs.some((leg) => leg.overDeWeg),
    straight: legs.some((leg) => !leg.overDeWeg),
    left: scene.left.length > 0,
  });
  const map = await app.ready;
  if (!map) return;
  map.showDay(scene);
  const left = app.tour.nietBezocht.map((one) => one.punt);
  lookOnce(map, "bus", [
    ...left,
    ...app.tour.dagen.flatMap((one) => one.ritten.flatMap((leg) => leg.lijn)),
  ]);
}

/** Show a term that was planned or opened. */
function opened(tour, patch) {
  if (!isTour(tour) || tour.dagen.length === 0)
    return show(
      byId("ronde-antwoord"),
      el("p", { class: "leeg-plek", role: "alert" }, say("busBadFile")),
    );
  app.tour = tour;
  app.looked = "";
  const dag = "rit" in patch ? "1" : app.state.dag;
  if (tour.voorbeeldgegevens) exampleBand({ voorbeeldgegevens: true });
  return change({ ...patch, dag }, { replace: true });
}

function again() {
  player.stop();
  app.tour = null;
  change({ rit: "", dag: "1" });
}

/** Move the map when the area changes, and leave it where the reader put it else. */
function lookOnce(map, what, points) {
  if (app.looked === what) return;
  app.looked = what;
  if (points.length) map.lookAround(points);
  else map.lookAt(null);
}

async function look(at) {
  const map = await app.ready;
  map?.lookAround([at]);
}

/** Say of which date the schools, their pupils and the labs are. */
function planDates() {
  const told = app.about.bronnen.filter(({ soort, datum }) => DATED.includes(soort) && datum);
  return [
    ...new Set(told.map(({ soort, datum }) => `${wordOf("sourceKinds", soort)} ${date(datum)}`)),
  ].join(" · ");
}

function drawHead(state) {
  byId("taal").href = write({ ...state, taal: state.taal === "en" ? "nl" : "en" });
  byId("taal").textContent = say("otherLanguage");
  byId("naar-bereik").href = state.taal === "en" ? "/?taal=en" : "/";
  const go = (toon) => (event) => {
    event.preventDefault();
    change({ toon });
  };
  byId("keuze-toon").setAttribute("aria-label", say("viewsLabel"));
  show(
    byId("keuze-toon"),
    ...VIEWS.map((toon) =>
      el(
        "a",
        {
          href: write({ ...state, toon }),
          "aria-current": toon === state.toon ? "page" : null,
          onclick: go(toon),
        },
        wordOf("views", toon),
      ),
    ),
  );
  drawSentence(state);
  document.title = `${wordOf("views", state.toon)} · Bereik`;
}

function drawSentence(state) {
  if (state.toon === "bus") return show(byId("zin"), say("busSentence"));
  const focused = document.activeElement?.id;
  const pick = (name, options) =>
    choice(
      name,
      options,
      state[name],
      (value) => change({ [name]: value }),
      wordOf("planLabel", name),
    );
  const limits = state.modus === "hemelsbreed" ? DISTANCES : [...DISTANCES, ...TIMES];
  const makers = {
    gebied: () => pick("gebied", areaOptions()),
    drempel: () =>
      pick(
        "drempel",
        limits.map((one) => [
          one,
          threshold(thresholdOf(one).value, thresholdOf(one).unit, say("minutes")),
        ]),
      ),
    modus: () =>
      pick(
        "modus",
        app.about.modi.map((mode) => [mode, wordOf("modus", mode)]),
      ),
  };
  show(
    byId("zin"),
    ...say("planSentence")
      .split(/\{(\w+)\}/)
      .map((part, k) => (k % 2 ? makers[part]() : part)),
  );
  if (focused?.startsWith("keuze-")) document.getElementById(focused)?.focus();
  return null;
}

function areaOptions() {
  const named = app.areas.map(({ code, naam }) => [code, naam.replace(" (voorbeeldgegevens)", "")]);
  return [["", say("wholeCountry", app.about.voorbeeldgegevens)], ...named];
}

function drawFoot() {
  const definitions = say("planDefinitions").map(([word, meaning]) =>
    el("div", {}, el("dt", {}, word), el("dd", {}, meaning)),
  );
  show(
    byId("uitleg"),
    el("div", {}, el("h2", {}, say("definitionsHead")), el("dl", {}, ...definitions)),
    el(
      "div",
      {},
      el("h2", {}, say("sourcesHead")),
      el("ul", {}, ...sourceLines(app.about).map((one) => el("li", {}, one))),
      el(
        "p",
        {},
        say("methodLine", app.about.naam, app.about.methodeversie),
        el("a", { href: "/v1?f=html" }, say("apiLink")),
      ),
    ),
  );
}

/** A place that cannot be is taken back, with a word about it. */
function recover(error) {
  const { state } = app;
  if (error.status === 400 && state.plek) {
    const code = app.added;
    app.added = null;
    const kept = code
      ? placesOf(state)
          .filter((one) => one !== code)
          .join(",")
      : "";
    return change({ plek: kept }, { replace: true, words: code ? say("noPlace", code) : "" });
  }
  return fail(error);
}

function tell(words) {
  if (byId("melding").textContent !== words) byId("melding").textContent = words;
}

/** Let the three columns fill what the head leaves of the screen. */
function measureHead() {
  const head = document.querySelector("header").getBoundingClientRect();
  document.documentElement.style.setProperty("--kop", `${Math.ceil(head.bottom + scrollY)}px`);
}

function busy(is) {
  document.querySelector("main").setAttribute("aria-busy", String(is));
  byId("voortgang").hidden = !is;
}

function fail(error) {
  busy(false);
  const again = el(
    "button",
    { type: "button", class: "knop", onclick: () => location.reload() },
    say("retry"),
  );
  byId("fout").hidden = false;
  show(
    byId("fout"),
    el("p", {}, say("failed"), " ", el("span", { lang: "en" }, error.message)),
    again,
  );
}

function libraryLoaded() {
  if (globalThis.maplibregl) return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", resolve, { once: true }));
}

start();
