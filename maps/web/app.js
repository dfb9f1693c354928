// The page: one state, asked of the service, shown as figure, map and table.

import { drawYears } from "./ahead.js";
import { drawAbout, exampleBand, notesOf, sourceLines } from "./about.js";
import { Background } from "./background.js";
import { datesLine, drawCard } from "./card.js";
import { drawCurve } from "./chart.js";
import {
  choiceEntries,
  choiceFinding,
  choiceLook,
  choicePostcodes,
  choiceRows,
  drawChoices,
  isChoice,
} from "./choices.js";
import { drawChoice, drawFlips, nowAndThen } from "./comparison.js";
import { drawSentence } from "./controls.js";
import { byId, show } from "./dom.js";
import { downloads, savePicture } from "./download.js";
import { FACT_WORDS } from "./fact-words.js";
import { FAULT_WORDS } from "./fault-words.js";
import { busy, fail, isEmbedded, part, watchHead } from "./frame.js";
import { goalOf } from "./journey.js";
import { classesOf, legendOf } from "./layers.js";
import { addLegend, drawnEntries } from "./legend.js";
import { tellMisread } from "./misread.js";
import { drawOutcome, drawOutcomeBars, outcome, outcomeLook, outcomeRows } from "./outcome.js";
import { chosenRow, drawBars, drawFigure, finding } from "./panel.js";
import { WhatIf } from "./scenario.js";
import { addSchool } from "./school-card.js";
import { Scene } from "./scene.js";
import { Place, placeName } from "./place.js";
import { REASON_WORDS } from "./reason-words.js";
import { ROAD_WORDS } from "./road-words.js";
import { drawReasons, receded } from "./reasons.js";
import * as service from "./service.js";
import { compared, fitting, lookingAt, misread, read, readFirst, scopeOf, write } from "./state.js";
import { areaRows, drawTable, postcodeRows } from "./table.js";
import { TRANSIT_WORDS } from "./transit-words.js";
import { isEither, waysEntries } from "./two-ways.js";
import { addWords, countedAre, say, useLanguage } from "./words.js";
import { placesWithin, rowsWithin } from "./within.js";
import { hasYears } from "./years.js";

const app = {
  state: null,
  about: null,
  scene: null,
  whatIf: null,
  turn: 0,
  attention: false,
};

async function start() {
  const { taal, snapshot } = readFirst(location.search);
  addWords(TRANSIT_WORDS, FACT_WORDS, FAULT_WORDS, REASON_WORDS, ROAD_WORDS);
  useLanguage(taal);
  busy(true);
  watchHead();
  try {
    app.about = await service.openSnapshot(snapshot);
  } catch (error) {
    return fail(error);
  }
  app.state = inAddress();
  app.opened = app.state.snapshot;
  tellMisread(misread(location.search, app.state));
  exampleBand(app.about);
  app.scene = new Scene({
    select: (postcode, school) => attend({ postcode, school }),
    pick: (site) => app.whatIf.pick(site),
    spot: (at) => app.whatIf.spot(at),
  });
  app.whatIf = new WhatIf({ about: () => app.about, scene: app.scene, change });
  app.scene.landed.then(
    () => app.whatIf.draw(app.state),
    () => null,
  );
  app.place = new Place(() => app.scene, app.about.voorbeeldgegevens, found);
  addEventListener("popstate", () => {
    app.state = inAddress();
    if (document.documentElement.lang !== app.state.taal || app.opened !== app.state.snapshot)
      return location.reload();
    return render();
  });
  await render();
  // A page that was opened anew for another year goes on where its reader was.
  if (history.state?.focus && document.activeElement === document.body)
    byId(history.state.focus)?.focus();
}

/** Return the state of the address; on a page of another site nothing is drawn up. */
const inAddress = () =>
  fitting({ ...read(location.search), ...(isEmbedded() && { als: "" }) }, app.about.modi);

/** Take over what was chosen, keep it in the address, and show it. */
function change(patch, { replace = false } = {}) {
  const next = fitting({ ...app.state, ...patch }, app.about.modi);
  const [before, after] = [write(app.state), write(next)];
  app.state = next;
  if (before !== after)
    history[replace ? "replaceState" : "pushState"](
      { focus: document.activeElement?.id },
      "",
      after,
    );
  // Another year may have other land and other schools: all of it is opened anew.
  if (app.opened !== app.state.snapshot) return location.reload();
  render();
}

/** The same, where the reader's attention moves to the card. */
function attend(patch) {
  app.attention = true;
  change(patch);
}

async function render() {
  const turn = ++app.turn;
  const { state } = app;
  busy(true);
  byId("taal").href = write({ ...state, taal: state.taal === "en" ? "nl" : "en" });
  byId("taal").textContent = say("otherLanguage");
  byId("elders").href = `/${location.search}`;
  byId("naar-plannen").href = state.taal === "en" ? "/plannen?taal=en" : "/plannen";
  const place = app.place.draw(state);
  drawSentence({ zin: byId("zin"), bijzin: byId("bijzin") }, state, app.about.modi, place, change);
  app.whatIf.draw(state);
  try {
    const drawn = await drawParts(state, { isCurrent: () => turn === app.turn, again: render });
    if (turn === app.turn) finish(state, drawn.every(Boolean));
  } catch (error) {
    if (turn === app.turn) recover(error, state);
  }
}

/** Ask all that a state shows; every part of the page takes what it needs of it. */
function askedOf(state) {
  const named = app.scene.landed.then(
    () => null,
    () => null,
  );
  const perArea = state.gebieden === "pc4";
  return {
    shares: service.shares(state),
    figures: service.figures(state),
    areas: perArea ? named : service.areas(state),
    edited: app.whatIf.ask(state),
    within: placesWithin(state),
    counted: isChoice(state)
      ? Promise.all([service.choices(state), perArea ? null : service.choiceAreas(state)])
      : null,
  };
}

/** Wait for some of what is asked, or for all of it. */
async function gathered(state, parts, names = Object.keys(parts)) {
  const got = await Promise.all(names.map((name) => parts[name]));
  const answer = Object.fromEntries(names.map((name, k) => [name, got[k]]));
  return answer.shares ? { ...answer, row: chosenRow(answer.shares.rijen, state) } : answer;
}

const asked = (state) => gathered(state, askedOf(state));

/** Draw each part as soon as it can be; tell of each whether it could. */
async function drawParts(state, turn) {
  const parts = askedOf(state);
  // What people are called comes with the shares, and all others use it.
  const named = parts.shares.then(
    ({ wie }) => countedAre(wie),
    () => null,
  );
  const draw = (id, names, drawing) => {
    const needs = named.then(() => gathered(state, parts, names));
    return part(id, needs, (answer) => drawing(state, answer), turn);
  };
  const asking = postcodeCard(state);
  asking.catch(() => null);
  const rows = isChoice(state) || state.reden || state.gebieden === "pc4" ? ["figures"] : [];
  return Promise.all([
    draw("kern", ["shares", "edited", "counted"], drawWords),
    draw("redenen", ["figures", "edited", "within"], drawWhy),
    draw("tabel", ["areas", "edited", "counted", "within", ...rows], drawRows),
    draw("legenda", ["figures", "edited", "within"], drawMap),
    draw("kromme", ["edited"], drawLines),
    draw("verloop", ["edited"], drawPast),
    part(
      "kaartje",
      named.then(() => asking),
      (card) => showCard(state, card),
      turn,
    ),
    draw("vergelijking", undefined, (_, answer) => drawBeside(state, answer, turn.isCurrent)),
  ]);
}

/** Draw the answer in words, figure and bars. */
function drawWords(state, answer) {
  const { shares, edited, row, counted } = answer;
  byId("fout").hidden = true;
  byId("peildata").textContent = datesLine(shares.peildata);
  app.place.tellRow(row);
  if (edited) drawOutcome(byId("kern"), state, row, edited, change);
  else drawFigure(byId("kern"), state, row);
  // Edits that could not be worked out leave the figures of today.
  const both = edited?.fault ? null : edited;
  if (both) drawOutcomeBars(byId("staven"), state, shares.rijen, both, change);
  else drawBars(byId("staven"), state, shares.rijen, change);
  drawChoices(byId("keuze"), state, counted ? counted[0].rijen : []);
  app.whatIf.drawDesk(state, edited);
  drawAbout(byId("uitleg"), app.about, shares, said(state, answer));
  document.title = `${said(state, answer)} · Bereik`;
}

/** Draw why those who are not reached are not; edits and two ways have words of their own. */
function drawWhy(state, { figures, edited, within }) {
  if (edited || isEither(state) || isChoice(state)) return show(byId("redenen"));
  return drawReasons(byId("redenen"), state, figures, within, change);
}

/** Draw the table, with what can be saved of it. */
function drawRows(state, answer) {
  const { edited, counted } = answer;
  const both = edited?.fault ? null : edited;
  const look = both ? outcomeLook(state, both.als) : counted && choiceLook(state);
  const rows = rowsWithin(rowsOf(state, answer), state, answer.figures, answer.within);
  drawTable(byId("tabel"), state, rows, {
    change: (patch) => change(patch, { replace: "sorteer" in patch }),
    go: (one) => go(state, one),
    downloads: downloads(state, () => picture(state), look ?? {}, answer.within.areas),
    look: look ?? undefined,
  });
}

/** Return the rows of the table, of areas or of postcodes. */
function rowsOf(state, { figures, areas, edited, counted }) {
  const placeOf = (code) => app.scene.placeOf(code);
  if (edited && !edited.fault) return outcomeRows(edited.areas, placeOf);
  if (counted)
    return counted[1] ? choiceRows(counted[1].rijen, state) : choicePostcodes(figures, placeOf);
  return areas ? areaRows(areas.rijen) : postcodeRows(figures, placeOf);
}

/** Say the answer in one sentence: as it is, or what the edits change. */
function said(state, { row, edited, counted }) {
  const place = placeName(row);
  if (counted) return choiceFinding(state, counted[0].rijen, place);
  return edited && !edited.fault ? outcome(state, row, edited, place) : finding(state, row, place);
}

async function drawMap(state, { figures, edited, within }) {
  const classes = receded(classesOf(state, figures), figures, state, within);
  legendOf(state)(byId("legenda"), state, classes);
  await app.scene.show(state, figures, classes);
  app.scene.lookWithin(state.binnen, within.has);
  await app.whatIf.drawMap(state, figures, edited);
}

/** Offer what to compare with, and lay it beside; two ways are one answer already. */
async function drawBeside(state, answer, isCurrent) {
  if (isEither(state)) show(byId("vergelijking"));
  else drawChoice(byId("vergelijking"), state, app.about.modi, change);
  app.ground ??= new Background(change);
  const other = compared(state);
  const there = other && (await asked(other));
  if (!isCurrent()) return;
  drawSides(state, there ? { state, other, here: answer, there } : nowAndThen(state, answer));
}

/** Draw how the share grows with the distance; with edits that is left out. */
async function drawLines(state, { edited }) {
  const lines = edited || isEither(state) ? null : await service.curve(state);
  if (lines) drawCurve(byId("kromme"), state, lines.rijen);
  else show(byId("kromme"));
}

/** Draw the share through the years, where there are several; offer to look ahead. */
async function drawPast(state, { edited }) {
  drawYears(state, edited || !hasYears() ? [] : await service.trend(state));
}

/** Put two questions side by side on the map, and list what differs; none for null. */
function drawSides(state, sides) {
  app.scene.compare(
    sides?.state ?? state,
    sides?.other,
    sides && classesOf(sides.other, sides.there.figures),
  );
  app.scene.maps().then((maps) => app.ground.draw(state, maps));
  if (!sides) return;
  addLegend(byId("legenda"), sides.state, sides.other);
  const figures = { here: sides.here.figures, there: sides.there.figures };
  const placeOf = (code) => app.scene.placeOf(code);
  const rows = { here: sides.here.row, there: sides.there.row };
  drawFlips(byId("vergelijking"), sides.state, sides.other, figures, rows, placeOf, (code) =>
    attend({ postcode: code }),
  );
}

async function postcodeCard(state) {
  if (!state.postcode) return null;
  try {
    const card = await service.postcode(state);
    const goal = goalOf(card, state);
    return { card, journey: goal && (await service.journey(state, goal)) };
  } catch (error) {
    if (error.status !== 404) throw error;
    change({ postcode: "" }, { replace: true });
    return null;
  }
}

function showCard(state, answer) {
  const card = byId("kaartje");
  card.hidden = answer === null;
  if (answer === null) return show(card);
  const { nameOf } = app.whatIf;
  drawCard(card, state, { ...answer, nameOf }, () => {
    change({ postcode: "", school: "" });
    byId("zoek-veld").focus();
  });
  if (!state.als) addSchool(card, app.scene.siteOf(state.school), state);
  if (app.attention) byId(state.als ? "kop-keuze" : "kop-kaartje")?.focus();
  app.attention = false;
}

function go(state, row) {
  if (state.gebieden === "pc4") return attend({ postcode: row.code });
  return change({ gebied: state.gebied === row.code ? "" : row.code });
}

/** Go to what was found: the whole land, an area, or postcodes. */
function found({ land, area, postcodes, school = "" }) {
  if (land) return change({ gebied: "", binnen: "", postcode: "" });
  if (area) return change({ ...lookingAt(area, app.state), postcode: "" });
  const [{ code }, ...more] = postcodes;
  if (!more.length)
    return attend({ ...lookingAt({ kind: "pc4", code }, app.state), postcode: code, school });
  return app.scene.lookAtPostcodes(postcodes);
}

async function picture(state) {
  const answer = await asked(state);
  const { shares } = answer;
  const lines = [
    ...app.whatIf.words(answer.edited),
    ...notesOf(shares.toelichting),
    [datesLine(shares.peildata), ...sourceLines(app.about), app.ground?.credit]
      .filter(Boolean)
      .join(" · "),
  ];
  const map = await app.scene.ready;
  if (!map) return tellSaved("noPicture");
  const title = document.title.replace(" · Bereik", "");
  await savePicture(map, state, {
    title,
    lines,
    example: app.about.voorbeeldgegevens,
    look:
      app.whatIf.pictureLook(state, answer.edited) ??
      (isChoice(state) ? { legend: choiceEntries(), file: "keuze" } : undefined) ??
      (isEither(state)
        ? { legend: waysEntries(state), file: "twee-wegen" }
        : { legend: drawnEntries(state, classesOf(state, answer.figures)) }),
  });
  return tellSaved("saved");
}

/** Say beside the downloads what came of one, to who looks and who listens. */
function tellSaved(word) {
  byId("opgeslagen").textContent = byId("melding").textContent = say(word);
}

/** Tell that all is shown, also to who listens instead of looks. */
function finish(state, isWhole) {
  busy(false);
  const text = isWhole ? `${document.title.replace(" · Bereik", "")}.` : say("partFailed");
  if (byId("melding").textContent !== text) byId("melding").textContent = text;
  performance.mark("bereik-klaar");
}

/** A snapshot that is gone, or an area that is not in it, needs no message. */
function recover(error, state) {
  const scope = error.status === 404 && scopeOf(state);
  if (scope) {
    tellMisread([["gebied", scope.code]]);
    return change({ gebied: "", binnen: "" }, { replace: true });
  }
  if (error.status === 404 && !app.again) {
    app.again = true;
    return service.openSnapshot(app.state.snapshot).then((about) => {
      app.about = about;
      return render();
    }, fail);
  }
  return fail(error);
}

start();
