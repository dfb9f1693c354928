// Everything around the map: its land, its places, what is pointed at, the second map.

import { counted } from "./card.js";
import { isChoice } from "./choices.js";
import { drawSlider, linked, otherWord } from "./comparison.js";
import { byId, el, show } from "./dom.js";
import { libraryLoaded, withoutMap } from "./frame.js";
import { drawGroundLegend, groundNames } from "./ground.js";
import { boundsOf, costsOf, isInhabited, PostcodeMap, siteKind } from "./map.js";
import { cost, threshold } from "./numbers.js";
import { wordsOf } from "./panel.js";
import { kindSign, schoolLines } from "./school-card.js";
import { ground, shapes, sites } from "./service.js";
import { borderOf, thresholdOf } from "./state.js";
import { say } from "./words.js";

const DEBOUNCE_MS = 16;

/** The map of the page, which comes as soon as its land is there. */
export class Scene {
  /** `select` is called with the postcode chosen on the map, unless `pick` takes the site
   *  or `spot` the place. */
  constructor({ select, pick, spot }) {
    Object.assign(this, { select, pick, spot });
    this.postcodes = [];
    this.idOf = new Map();
    this.second = null;
    // What it is laid on may come later, and may be missing.
    this.ground = ground().catch(() => null);
    this.landed = Promise.all([shapes("pc4"), sites()]).then(([land, schools]) =>
      this.take(land, schools),
    );
    this.ready = Promise.all([libraryLoaded(), this.landed])
      .then(() => this.open())
      .catch(withoutMap);
  }

  take(land, schools) {
    land.features.forEach((one, id) => {
      this.idOf.set(one.id, id);
      this.postcodes.push({ code: one.id, place: one.properties.naam, id });
      one.properties.code = one.id;
      one.id = id;
    });
    this.land = land;
    this.sites = schools;
  }

  open() {
    const map = new PostcodeMap(byId("kaart"), say("mapLabel"), this.land);
    this.listen(map);
    addEventListener("beforeprint", () => {
      // A printer does not wait, and of what was drawn earlier nothing is kept.
      map.map.redraw();
      byId("kaart-druk").src = map.map.getCanvas().toDataURL();
    });
    return map;
  }

  /** Return the name of the place of a postcode, where it is known. */
  placeOf(code) {
    return this.postcodes[this.idOf.get(code)]?.place ?? "";
  }

  /** Show the figures of a question. */
  async show(state, figures, classes) {
    this.shown = { state, figures };
    const map = await this.ready;
    if (!map || this.shown.figures !== figures) return;
    this.rowOf = new Map(figures.postcode.map((code, row) => [code, row]));
    await map.showClasses(this.byId(classes));
    this.lookAtPostcode(state.postcode);
    await map.drawn();
    performance.mark("bereik-kaart");
    if (this.shown.state === state) await this.dress(map, state);
  }

  /** Lay over the postcodes what helps to read them. */
  async dress(map, state) {
    map.dress();
    map.showSites(this.sites, this.siteKinds(state));
    this.layGround(map);
    await this.showAreas(map, state);
    const border = await outlineOf(state);
    if (this.shown.state === state)
      map.mark(border, this.areaOf(state.gebied), this.postcodeOf(state.postcode));
  }

  async layGround(map) {
    const told = await this.ground;
    await map.layGround(told);
    this.named ??= [...this.places(), ...groundNames(told)];
    map.showPlaces(this.named);
    drawGroundLegend(byId("legenda-grond"));
  }

  areaOf = (code) => this.areas?.features.find((one) => one.properties.code === code);

  siteOf = (code) => this.sites?.features.find((one) => one.id === code);

  /** Draw the sign of a school for what is shown; null before anything is. */
  signOf = ({ aanbod }) => this.shown && kindSign(aanbod ?? "", this.shown.state);

  postcodeOf = (code) => this.land.features[this.idOf.get(code)];

  /** Put values in the order of the land; a postcode without figures is empty. */
  byId({ postcode, klass, gap, unsure, hidden }) {
    const rowOf = new Map(postcode.map((code, row) => [code, row]));
    const rows = this.land.features.map((one) => rowOf.get(one.properties.code));
    const pick = (values, other) => rows.map((row) => (row === undefined ? other : values[row]));
    return {
      klass: pick(klass, 5),
      gap: pick(gap, false),
      unsure: pick(unsure ?? [], false),
      hidden: pick(hidden, false),
    };
  }

  places() {
    this.largest ??= largestPlaces(this.postcodes, this.land);
    return this.largest;
  }

  siteKinds(state, schools = this.sites) {
    return schools.features.map((one) => siteKind(one.properties.aanbod ?? "", state));
  }

  async showAreas(map, state) {
    if (state.gebieden !== this.areaKind) {
      this.areaKind = state.gebieden;
      const areas = await bordersOf(state.gebieden);
      areas?.features.forEach((one) => (one.properties.code = one.id));
      if (this.areaKind !== state.gebieden) return;
      this.areas = areas;
      await map.showAreas(areas);
      this.second?.showAreas(areas);
    }
    if (state.gebied !== this.area) this.lookAtArea(map, state.gebied);
  }

  lookAtArea(map, code) {
    const found = this.areaOf(code);
    if (found) map.lookAt(boundsOf([found.geometry]));
    else if (this.area) map.lookAt(null);
    this.area = code;
  }

  /** Move to the postcodes of a border, once; `has` tells which those are. */
  lookWithin(border, has) {
    if (border === this.border) return;
    this.border = border;
    if (border) this.lookAtPostcodes(this.postcodes.filter(({ code }) => has(code)));
  }

  /** Move to a postcode that was not chosen on the map itself. */
  lookAtPostcode(code) {
    const id = this.idOf.get(code);
    if (id !== undefined && code !== this.pointed) this.lookAtPostcodes([{ id }]);
    this.pointed = code;
  }

  /** Move the map to postcodes, some way around so that their surroundings show. */
  async lookAtPostcodes(postcodes) {
    const map = await this.ready;
    map?.lookAt(boundsOf(postcodes.map((one) => this.land.features[one.id].geometry)), 9.5);
  }

  /** Return the maps that are there: one, or two side by side. */
  async maps() {
    return [await this.ready, this.second].filter(Boolean);
  }

  /** Show another question on a second map, or none. */
  async compare(state, other, classes) {
    const map = await this.ready;
    if (!map) return;
    byId("kaart-naast").hidden = byId("schuif").hidden = !other;
    if (!other) return;
    if (!this.second) {
      this.second = new PostcodeMap(
        byId("kaart-naast"),
        say("mapLabelOther", otherWord(other, state)),
        this.land,
      );
      this.second.target = null;
      this.second.showAreas(this.areas);
      linked(map.map, this.second.map);
      this.listen(this.second);
      this.layGround(this.second);
    }
    this.second.map.resize();
    this.second.showClasses(this.byId(classes));
    this.second.dress();
    sites(other.snapshot).then((schools) =>
      this.second.showSites(schools, this.siteKinds(other, schools)),
    );
    drawSlider(byId("schuif"), byId("kaarten"), state, other);
    // The slider takes its place from the maps, which a new map does not notice.
    requestAnimationFrame(() => this.second.map.resize());
  }

  listen(map) {
    const canvas = map.map.getCanvas();
    map.map.on("click", (event) => this.choose(map, event.point));
    map.map.on("mousemove", (event) => this.point(map, event.point));
    map.map.on("mouseout", () => (byId("wijzer").hidden = true));
    canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      this.choose(map, { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 });
    });
  }

  choose(map, point) {
    if (this.spot(map.map.unproject([point.x, point.y]))) return;
    const site = map.siteAt(point);
    if (site !== null && this.pick(this.sites.features[site])) return;
    const id = map.postcodeAt(point);
    if (id === null) return;
    this.pointed = this.postcodes[id].code;
    this.select(this.pointed, this.sites.features[site]?.id ?? "");
  }

  point(map, point) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tell(map, point), DEBOUNCE_MS);
  }

  tell(map, point) {
    const tip = byId("wijzer");
    const site = map.siteAt(point);
    const id = map.postcodeAt(point);
    tip.hidden = site === null && id === null;
    map.map.getCanvas().style.cursor = tip.hidden ? "" : "pointer";
    if (tip.hidden || !this.shown) return;
    show(
      tip,
      ...(site === null
        ? this.postcodeWords(id)
        : schoolLines(this.sites.features[site].properties, this.shown.state)),
    );
    const left = point.x > byId("kaart").clientWidth / 2;
    tip.style.translate = `calc(${point.x}px + ${left ? "-100% - 14px" : "14px"}) ${point.y + 12}px`;
  }

  postcodeWords(id) {
    const { code, place } = this.postcodes[id];
    const { state, figures } = this.shown;
    const row = this.rowOf.get(code);
    const words = [el("strong", {}, `${code} ${place}`.trim())];
    if (row === undefined) return words;
    if (!isInhabited(figures, row)) return [...words, el("span", {}, say("nobodyHere"))];
    const { unit } = thresholdOf(state.drempel);
    const way = costsOf(figures)[row];
    const counts = {
      laag: figures.leerlingenLaag[row],
      schatting: figures.leerlingen[row],
      hoog: figures.leerlingenHoog[row],
      afgeschermd: figures.afgeschermd[row],
    };
    const near = way === null ? say("farther", threshold(30_000, "m")) : cost(way, unit);
    const choices = isChoice(state)
      ? [el("span", {}, say("choiceHere", figures.technischeProfielen[row]))]
      : [];
    const gap = figures.witteVlek[row] ? ` (${say("gap")})` : "";
    const change = this.changes?.get(code);
    const lines = change
      ? changeWords(change, state, unit)
      : [el("span", {}, near + gap), ...choices];
    return [
      ...words,
      el("span", {}, say("students", counted(counts), wordsOf(state).who)),
      ...lines,
    ];
  }
}

/** Say how far it is now and after the edits, and who notices. */
function changeWords({ group, voor, na }, state, unit) {
  const [was, is] = [voor, na].map((one) =>
    one === null ? say("farther", threshold(30_000, "m")) : cost(one, unit),
  );
  const who = group && el("strong", {}, say("differenceLegend", group, wordsOf(state).threshold));
  return [el("span", {}, say("changeTip", was, is)), who];
}

/** Return the outline of the area that the map is kept to, if it has one of its own. */
async function outlineOf(state) {
  const border = borderOf(state);
  if (!border || border.kind === "pc4") return null;
  const { features } = await shapes(border.kind).catch(() => ({ features: [] }));
  return features.find((one) => one.id === border.code || one.properties.code === border.code);
}

/** Borders to find one's way by: of the division, or else of the provinces. */
function bordersOf(kind) {
  const provinces = () => shapes("provincie").catch(() => null);
  return kind === "pc4" ? provinces() : shapes(kind).catch(provinces);
}

function largestPlaces(postcodes, land) {
  const places = new Map();
  for (const { place, id } of postcodes) {
    if (place) places.set(place, [...(places.get(place) ?? []), id]);
  }
  const largest = [...places]
    .toSorted((one, other) => other[1].length - one[1].length)
    .slice(0, 60);
  return largest.map(([name, ids]) => {
    const boxes = ids.map((id) => boundsOf([land.features[id].geometry]));
    // The median: where most postcodes lie the town is, not halfway its fields.
    const middle = (low, high) => {
      const all = boxes.map((box) => (box[low] + box[high]) / 2).toSorted((x, y) => x - y);
      return all[Math.floor(all.length / 2)];
    };
    return { name, at: [middle(0, 2), middle(1, 3)] };
  });
}
