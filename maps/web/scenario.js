// Wat als: edits are drawn up beside the figures of today, judged, and asked about.

import { Chooser } from "./chooser.js";
import { MOST_EDITS } from "./codes.js";
import {
  DifferenceLayer,
  drawDifferenceLegend,
  differenceEntries,
  paintEntry,
  valuesOf,
} from "./difference.js";
import { byId, show } from "./dom.js";
import { DossierDesk } from "./dossier.js";
import { pointEntries } from "./download.js";
import { drawBegin, drawEdits, editWords, keepFocus } from "./edit-list.js";
import { changedBounds, marksOf } from "./edit-marks.js";
import { BEGUN, textsOf } from "./edits.js";
import { groundEntries } from "./ground.js";
import { colours } from "./patterns.js";
import { RoadPen } from "./road-pen.js";
import { calledOf, Schools } from "./schools.js";
import { effect, effectAreas, effectFigures, judgedEdits } from "./service.js";
import { editPoints, points } from "./signs.js";
import { hasEdits } from "./state.js";
import { say } from "./words.js";

const REFUSED = 400;
const NO_EDITS = { wijzigingen: [], geldig: "", aanbod: {} };
const CLOSEST_ZOOM = 10;

/** Return what changes in each postcode, by its code. */
function changesOf({ postcode, groep, voor, na }) {
  return new Map(postcode.map((code, k) => [code, { group: groep[k], voor: voor[k], na: na[k] }]));
}

const madeOf = (judged) => judged.wijzigingen.filter((one) => !one.fout);

/** What a reader draws up, beside the figures of today. */
export class WhatIf {
  /** `about` tells of the data in service; `change` takes over a new state. */
  constructor({ about, scene, change }) {
    Object.assign(this, { about, scene, change });
    this.desk = new DossierDesk();
    this.pen = new RoadPen({
      take: (changed) => this.take(changed),
      mark: (at) => this.markPen(at),
    });
    this.names = {
      schoolName: (code) => this.schools?.nameOf(code) ?? code,
      placeName: (code) => `${code} ${scene.placeOf(code)}`.trim(),
    };
    scene.landed.then(
      () => (this.schools = new Schools(scene.sites.features)),
      () => null,
    );
  }

  /** Name a school; two sites of one in one place are told apart by their street. */
  nameOf = (site) =>
    this.schools?.has(site.vestiging) ? this.schools.nameOf(site.vestiging) : calledOf(site);

  /** Ask what the edits change; null without edits that do anything. */
  async ask(state) {
    if (!hasEdits(state)) return null;
    const judging = judgedEdits(state);
    const answers = Promise.all([effect(state), effectAreas(state), effectFigures(state)]);
    const [judged, told] = await Promise.all([judging, answers.catch(refused)]);
    if (!judged.geldig) return null;
    const edited = { als: judged.geldig, edits: madeOf(judged) };
    if (told.fault) return { ...edited, fault: told.fault, rows: [], choices: [], areas: [] };
    const [whole, areas, figures] = told;
    const isAsked = (row) => row.profiel === state.profiel && row.leerweg === state.leerweg;
    return {
      ...edited,
      changed: whole.rijen.find(isAsked),
      rows: whole.rijen,
      choices: whole.keuze,
      areas: areas.rijen,
      figures,
      scenario: whole.scenario,
    };
  }

  /** Take a click on a vestiging; tell whether it was wanted. */
  pick(site) {
    if (!this.open) return false;
    this.attention = true;
    this.change({ school: site.id, postcode: "" });
    return true;
  }

  /** Take a place on the map, in degrees; tell whether it was wanted. */
  spot(at) {
    return Boolean(this.open) && this.pen.spot(at);
  }

  /** Mark where a road that is being drawn begins; null for none. */
  markPen(at) {
    const first = { type: "Feature", properties: { wat: "gekozen" } };
    const features = [...(this.marks?.features ?? [])];
    if (at) features.push({ ...first, geometry: { type: "Point", coordinates: at } });
    this.layer?.mark({ type: "FeatureCollection", features });
  }

  /** Draw the list of edits, and where more are chosen, as soon as they are judged. */
  async draw(state) {
    this.state = state;
    this.open = state.als !== "";
    if (!hasEdits(state)) return this.drawJudged(state, NO_EDITS);
    // What could not be asked is told where the figures are.
    const judged = await judgedEdits(state).catch(() => null);
    if (judged && this.state === state) this.drawJudged(state, judged);
    return undefined;
  }

  drawJudged(state, judged) {
    const focused = document.activeElement;
    this.drawList(byId("wijzigingen"), state, judged.wijzigingen);
    this.drawChooser(byId("ontwerp"), state, judged);
    if (this.attention && this.open) (byId("kop-keuze") ?? byId("school-veld"))?.focus();
    else if (focused && !focused.isConnected) keepFocus(focused.id);
    this.attention = false;
  }

  drawList(parent, state, edits) {
    const begin = () => {
      this.attention = true;
      this.change({ als: BEGUN });
    };
    if (!this.open) return drawBegin(parent, begin);
    return drawEdits(parent, state, edits, {
      names: this.names,
      about: this.about(),
      change: this.change,
      take: (changed) => this.take(changed),
    });
  }

  drawChooser(parent, state, judged) {
    parent.hidden = !this.open;
    this.pen.draw(state);
    if (!this.open) {
      if (this.pen.kind) this.pen.rest();
      this.drawn = "";
      return show(parent);
    }
    const { als, school, postcode, taal } = state;
    const drawn = JSON.stringify([als, school, postcode, taal, Boolean(this.schools)]);
    this.chooser ??= new Chooser({
      scene: this.scene,
      names: this.names,
      go: (patch) => this.go(patch),
      take: (changed) => this.take(changed),
    });
    if (drawn === this.drawn) return undefined;
    this.drawn = drawn;
    return this.chooser.draw(
      parent,
      state,
      judged,
      this.schools,
      this.pen.element,
      this.desk.element,
    );
  }

  go(patch) {
    this.attention = true;
    this.change(patch);
  }

  /** Take over how the edits change, if there is room; they are of the data in service. */
  take(changed) {
    // Those of now: what is drawn may still be waiting for its judgement.
    const als = changed(this.state.als);
    const count = textsOf(als).length;
    if (count > MOST_EDITS && count > textsOf(this.state.als).length) {
      byId("melding").textContent = say("tooManyEdits", MOST_EDITS);
      return false;
    }
    this.change({ als, van: als === BEGUN ? "" : this.about().snapshot.slice(0, 8) });
    return true;
  }

  /** Show what the edits change on the map, or the map as it was. */
  async drawMap(state, figures, asked) {
    const map = await this.scene.ready;
    if (!map) return;
    this.layer ??= new DifferenceLayer(map);
    this.marks = marksOf(asked?.edits ?? [], this.open && state.school, this);
    this.layer.mark(this.marks);
    this.lookAtChange(map, state, asked);
    const changes = asked?.figures;
    this.scene.changes = changes && changesOf(changes);
    if (!changes || state.naast.startsWith("als:")) return this.layer.hide();
    drawDifferenceLegend(byId("legenda"), state);
    return this.layer.show(valuesOf(this.scene.land, figures, changes));
  }

  /** Move the map of a link that was opened to what changes. */
  lookAtChange(map, state, asked) {
    const first = asked?.figures && !this.seen && !state.gebied;
    const box = first ? changedBounds(asked, this) : null;
    if (box) map.lookAt(box, CLOSEST_ZOOM);
    this.seen = asked?.als ?? "";
  }

  /** Say which edits a saved picture is of. */
  words(asked) {
    const edits = asked?.edits.map((one) => editWords(one, this.names)) ?? [];
    return edits.length ? [`${say("whatIf")}: ${edits.join("; ")}.`] : [];
  }

  /** What a saved picture says of the difference. */
  pictureLook(state, asked) {
    if (!asked?.figures || state.naast) return undefined;
    const entries = differenceEntries(state).map(({ look, words }) => ({
      words,
      paint: (context, ...box) => paintEntry(context, look, ...box),
    }));
    const signs = pointEntries([...editPoints(), ...points(state)]);
    return { entries: [...entries, ...signs, ...groundEntries(colours())], file: "wat-als" };
  }

  /** Let the scenario be taken along: its link, and its dossier. */
  drawDesk(state, asked) {
    const title = asked ? asked.edits.map((one) => editWords(one, this.names)).join("; ") : "";
    this.desk.draw(state, asked?.scenario ? { ...asked.scenario, title } : null);
  }
}

/** Return why edits cannot be worked out; any other error goes on. */
function refused(error) {
  if (error.status !== REFUSED) throw error;
  return { fault: error.message };
}
