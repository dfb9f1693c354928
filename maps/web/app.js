// The page: one state, asked of the service, shown as figure, map and table.

import { drawAbout, exampleBand, notesOf, sourceLines } from "./about.js";
import { Background } from "./background.js";
import { datesLine, drawCard } from "./card.js";
import { drawCurve } from "./chart.js";
import {
  byNumber,
  choiceEntries,
  choiceFinding,
  choiceLook,
  choicePostcodes,
  choiceRows,
  drawChoiceLegend,
  drawChoices,
  isChoice,
} from "./choices.js";
import { drawChoice, drawFlips } from "./comparison.js";
import { drawSentence } from "./controls.js";
import { figuresAfter } from "./difference.js";
import { byId, el, show } from "./dom.js";
import { downloads, savePicture } from "./download.js";
import { busy, fail, watchHead } from "./frame.js";
import { goalOf } from "./journey.js";
import { addLegend, drawLegend } from "./legend.js";
import { classified } from "./map.js";
import { drawOutcome, drawOutcomeBars, outcome, outcomeLook, outcomeRows } from "./outcome.js";
import { chosenRow, drawBars, drawFigure, finding } from "./panel.js";
import { WhatIf } from "./scenario.js";
import { Scene } from "./scene.js";
import { drawSearch } from "./search.js";
import * as service from "./service.js";
import { compared, fitting, read, readFirst, thresholdOf, write } from "./state.js";
import { areaRows, drawTable, postcodeRows } from "./table.js";
import { drawTrend } from "./trend.js";
import { TRANSIT_WORDS } from "./transit-words.js";
import { byWay, drawWaysLegend, isEither, waysEntries } from "./two-ways.js";
import { addWords, countedAre, say, useLanguage } from "./words.js";
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
  addWords(TRANSIT_WORDS);
  useLanguage(taal);
  busy(true);
  watchHead();
  try {
    app.about = await service.openSnapshot(snapshot);
  } catch (error) {
    return fail(error);
  }
  app.state = fitting(read(location.search), app.about.modi);
  app.opened = app.state.snapshot;
  exampleBand(app.about);
  app.scene = new Scene({
    select: (code) => attend({ postcode: code, school: "" }),
    pick: (site) => app.whatIf.pick(site),
  });
  app.whatIf = new WhatIf({ about: () => app.about, scene: app.scene, change });
  app.scene.landed.then(
    () => app.whatIf.draw(app.state),
    () => null,
  );
  drawSearch(byId("zoek"), () => app.scene.postcodes, found);
  addEventListener("popstate", () => {
    app.state = fitting(read(location.search), app.about.modi);
    if (document.documentElement.lang !== app.state.taal || app.opened !== app.state.snapshot)
      return location.reload();
    return render();
  });
  await render();
  // A page that was opened anew for another year goes on where its reader was.
  if (history.state?.focus && document.activeElement === document.body)
    byId(history.state.focus)?.focus();
}

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
  byId("naar-plannen").href = state.taal === "en" ? "/plannen?taal=en" : "/plannen";
  drawSentence({ zin: byId("zin"), bijzin: byId("bijzin") }, state, app.about.modi, change);
  app.whatIf.draw(state);
  try {
    const answer = await asked(state);
    if (turn !== app.turn) return;
    drawAnswer(state, answer);
    await Promise.all([drawMap(state, answer), drawRest(state, answer, () => turn === app.turn)]);
    if (turn === app.turn) finish(state, answer);
  } catch (error) {
    if (turn === app.turn) recover(error, state);
  }
}

async function asked(state) {
  const named = app.scene.landed.then(
    () => null,
    () => null,
  );
  const perArea = state.gebieden === "pc4" ? named : service.areas(state);
  const counts = isChoice(state)
    ? [service.choices(state), state.gebieden === "pc4" ? null : service.choiceAreas(state)]
    : [];
  const [shares, figures, areas, edited, ...counted] = await Promise.all([
    service.shares(state),
    service.figures(state),
    perArea,
    app.whatIf.ask(state),
    ...counts,
  ]);
  return {
    shares,
    figures,
    areas,
    edited,
    counted: counted.length ? counted : null,
    row: chosenRow(shares.rijen, state),
  };
}

function drawAnswer(state, answer) {
  const { shares, edited, row, counted } = answer;
  countedAre(shares.wie);
  byId("fout").hidden = true;
  byId("peildata").textContent = datesLine(shares.peildata);
  drawArea(state, row);
  if (edited) drawOutcome(byId("kern"), state, row, edited, change);
  else drawFigure(byId("kern"), state, row);
  // Edits that could not be worked out leave the figures of today.
  const both = edited?.fault ? null : edited;
  if (both) drawOutcomeBars(byId("staven"), state, shares.rijen, both, change);
  else drawBars(byId("staven"), state, shares.rijen, change);
  drawChoices(byId("keuze"), state, counted ? counted[0].rijen : []);
  const look = both ? outcomeLook(state, both.als) : counted && choiceLook(state);
  drawTable(byId("tabel"), state, rowsOf(state, answer), {
    change: (patch) => change(patch, { replace: "sorteer" in patch }),
    go: (one) => go(state, one),
    downloads: downloads(state, () => picture(state), look ?? {}),
    look: look ?? undefined,
  });
  app.whatIf.drawDesk(state, edited);
  drawAbout(byId("uitleg"), app.about, shares);
  document.title = `${said(state, answer)} · Bereik`;
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

async function drawMap(state, { figures, edited }) {
  const classes = classesOf(state, figures);
  legendOf(state)(byId("legenda"), state, classes);
  await app.scene.show(state, figures, classes);
  await app.whatIf.drawMap(state, figures, edited);
}

function legendOf(state) {
  if (isEither(state)) return drawWaysLegend;
  return isChoice(state) ? drawChoiceLegend : drawLegend;
}

/** Return what is drawn of every postcode: how far, by which way, or how many there are. */
function classesOf(state, figures) {
  if (isEither(state)) return byWay(figures);
  return isChoice(state) ? byNumber(figures) : classified(figures, thresholdOf(state.drempel).unit);
}

/** Offer what to compare with; two ways are one answer, with nothing beside it. */
function drawBeside(state) {
  if (isEither(state)) show(byId("vergelijking"));
  else drawChoice(byId("vergelijking"), state, app.about.modi, change);
}

async function drawRest(state, answer, isCurrent) {
  drawBeside(state);
  const other = compared(state);
  const curve = answer.edited || isEither(state) ? null : service.curve(state);
  const years = answer.edited || !hasYears() ? [] : service.trend(state);
  const [lines, past, card, there] = await Promise.all([
    curve,
    years,
    postcodeCard(state),
    other && asked(other),
  ]);
  if (!isCurrent()) return;
  if (lines) drawCurve(byId("kromme"), state, lines.rijen);
  else show(byId("kromme"));
  drawTrend(byId("verloop"), state, past);
  showCard(state, card);
  app.ground ??= new Background(change);
  drawSides(state, there ? { state, other, here: answer, there } : nowAndThen(state, answer));
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

/** Put today and the edits side by side, where that is asked. */
function nowAndThen(state, { figures, row, edited }) {
  if (!state.naast.startsWith("als:") || !edited?.figures) return null;
  const after = figuresAfter(figures, edited.figures, thresholdOf(state.drempel).value);
  const there = {
    figures: after,
    row: edited.changed ? { ...row, deel: edited.changed.deelNa } : row,
  };
  return { state: { ...state, als: "" }, other: state, here: { figures, row }, there };
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
  drawCard(card, state, answer, () => {
    change({ postcode: "" });
    byId("zoek-veld").focus();
  });
  if (app.attention) byId(state.als ? "kop-keuze" : "kop-kaartje")?.focus();
  app.attention = false;
}

function drawArea(state, row) {
  const scope = byId("gebied");
  scope.hidden = !state.gebied;
  if (!state.gebied) return show(scope);
  const back = el(
    "button",
    { type: "button", class: "knop", onclick: () => change({ gebied: "" }) },
    say("backToCountry", app.about.voorbeeldgegevens),
  );
  show(scope, el("strong", {}, say("onlyArea", placeName(row))), " ", back);
}

function placeName(row) {
  return row ? row.gebiedsnaam.replace(" (voorbeeldgegevens)", "") : "";
}

function go(state, row) {
  if (state.gebieden === "pc4") return attend({ postcode: row.code });
  return change({ gebied: state.gebied === row.code ? "" : row.code });
}

function found(postcodes) {
  app.scene.lookAtPostcodes(postcodes);
  if (postcodes.length === 1) attend({ postcode: postcodes[0].code });
}

async function picture(state) {
  const answer = await asked(state);
  const { shares } = answer;
  const lines = [
    `${said(state, answer)}.`,
    ...notesOf(shares.toelichting),
    [datesLine(shares.peildata), ...sourceLines(app.about), app.ground?.credit]
      .filter(Boolean)
      .join(" · "),
  ];
  const map = await app.scene.ready;
  if (!map) return;
  const title = document.title.replace(" · Bereik", "");
  await savePicture(map, state, {
    title,
    lines: lines.slice(1),
    example: app.about.voorbeeldgegevens,
    look:
      app.whatIf.pictureLook(state, answer.edited) ??
      (isChoice(state) ? { legend: choiceEntries(), file: "keuze" } : undefined) ??
      (isEither(state) ? { legend: waysEntries(state), file: "twee-wegen" } : undefined),
  });
  byId("melding").textContent = say("saved");
}

/** Tell that all is shown, also to who listens instead of looks. */
function finish(state, answer) {
  busy(false);
  const text = `${said(state, answer)}.`;
  if (byId("melding").textContent !== text) byId("melding").textContent = text;
  performance.mark("bereik-klaar");
}

/** A snapshot that is gone, or an area that is not in it, needs no message. */
function recover(error, state) {
  if (error.status === 404 && state.gebied) return change({ gebied: "" }, { replace: true });
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
