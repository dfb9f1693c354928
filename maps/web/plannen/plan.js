// Planning: new places tried on the map, and the bus played day by day.

import { exampleBand } from "../about.js";
import { datesLine } from "../card.js";
import { isMeasuredIn } from "../codes.js";
import { byId, el, show } from "../dom.js";
import { FAULT_WORDS } from "../fault-words.js";
import { busy, fail, libraryLoaded, watchHead, withoutMap } from "../frame.js";
import { boundsOf } from "../map.js";
import { drawCombobox, matches } from "../search.js";
import * as service from "../service.js";
import { readFirst, thresholdOf } from "../state.js";
import { addWords, say, useLanguage, wordOf } from "../words.js";
import { drawBudget } from "./budget.js";
import { Player, dayScene, dayWords, drawDay, drawStart, isTour } from "./bus.js";
import { areaOptions, drawFoot, drawHead, planDates } from "./plan-head.js";
import { drawPlanLegend } from "./plan-legend.js";
import { PlanMap } from "./plan-map.js";
import { fitting, MOST_PLACES, placesOf, read, write } from "./plan-state.js";
import { drawTakers } from "./takers.js";
import { asked, drawTrial } from "./trial.js";
import { PLAN_EN } from "./words-en.js";
import { PLAN_NL } from "./words-nl.js";

const LABS = ["hotspot", "techlab"];
/** What is asked in a form, and answered in a table. */
const OTHERS = { budget: drawBudget, deelname: drawTakers };
const app = {
  state: null,
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
  addWords(FAULT_WORDS);
  useLanguage(readFirst(location.search).taal);
  busy(true);
  watchHead();
  try {
    app.about = await service.openSnapshot();
    const [land, areas, labs] = await Promise.all([service.shapes("pc4"), areasOf(), labsOf()]);
    takeLand(land);
    Object.assign(app, { land, areas, labs: labs.map((one) => one.geometry.coordinates) });
    app.labNames = new Map(labs.map((one) => [one.id, one.properties.naam]));
  } catch (error) {
    return fail(error);
  }
  app.state = fitting(read(location.search), app.about.modi, app.areas);
  exampleBand(app.about);
  drawFoot(app.about);
  drawCombobox(
    byId("zoek"),
    { id: "zoek", label: say("search") },
    (text) => matches(text, app.postcodes),
    ({ postcodes }) => found(postcodes),
  );
  app.ready = openMap().catch(withoutMap);
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
  service.ground().then(
    (told) => map.layGround(told),
    () => null,
  );
  app.map = map;
  return map;
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
  drawHead(state, app, change);
  try {
    if (state.toon === "bus") await renderBus(state);
    else if (state.toon in OTHERS) await renderOther(state);
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
  byId("peildata").textContent = planDates(app.about) || datesLine(answer.peildata);
  drawTrial(state, answer, {
    change: (patch, words) => change(patch, { words }),
    find: look,
    labNames: app.labNames,
  });
  tellPlaced(answer);
  const { value, unit } = thresholdOf(state.drempel);
  const straight = !isMeasuredIn(state.modus, "s") && unit === "m";
  drawPlanLegend(byId("legenda"), "plekken", {
    straight,
    places: answer.rijen.length > 0,
    labs: app.labs.length > 0,
  });
  const map = await app.ready;
  if (map && isCurrent()) showTrial(map, state, answer, straight ? value : 0);
}

/** Say what the last place brings, or what else was done. */
function tellPlaced({ rijen }) {
  const last = rijen.find((row) => row.plek === app.added);
  if (last) tell(say("placed", `${last.plek} ${last.naam}`.trim(), last.erbij));
  else if (app.words) tell(app.words);
  app.added = null;
}

function showTrial(map, state, answer, radiusM) {
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
    radiusM,
  });
  lookOnce(map, `plekken:${state.gebied}`, state.gebied ? scholen.punt : []);
}

async function renderOther(state) {
  clear();
  if (!hasSchools()) return tellNoSchools();
  byId("peildata").textContent = planDates(app.about);
  show(byId("legenda"));
  OTHERS[state.toon](state, { change });
  const map = await app.ready;
  return map?.showTrial({ schools: [], labs: app.labs, places: [], radiusM: 0 });
}

/** Take away what belongs to another view. */
function clear() {
  player.stop();
  for (const part of ["gekozen-plekken", "beste", "bus"]) show(byId(part));
  delete byId("beste").dataset.question;
  byId("kern").hidden = true;
  byId("fout").hidden = true;
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
    el("ul", {}, ...say("noSchoolFiles").map((one) => el("li", {}, one))),
    el("p", { class: "uitleg" }, say("noSchoolYet")),
    el(
      "div",
      { class: "knoppen" },
      el(
        "button",
        { type: "button", class: "knop", onclick: () => change({ toon: "bus" }) },
        wordOf("views", "bus"),
      ),
      el("a", { class: "knop", href: byId("naar-bereik").href }, say("toReach")),
    ),
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
    drawStart(state, areaOptions(app), { change, opened });
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

start();
