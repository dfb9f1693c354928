// Wat als: edits are drawn up by clicking, listed under the sentence, and asked about.

import { DossierDesk } from "./dossier.js";
import {
  DifferenceLayer,
  drawDifferenceLegend,
  differenceEntries,
  paintEntry,
  valuesOf,
} from "./difference.js";
import { byId, el, show } from "./dom.js";
import {
  BEGUN,
  editsOf,
  MOST,
  moved,
  neighbours,
  offerTurned,
  staged,
  textOf,
  toggled,
  wholeEdited,
  worldOf,
} from "./edits.js";
import { boundsOf } from "./map.js";
import { beginsWith, drawCombobox, matches } from "./search.js";
import { effect, effectAreas, effectFigures } from "./service.js";
import { hasEdits, LEERWEGEN, PROFIELEN, TECHNISCH } from "./state.js";
import { say, wordOf } from "./words.js";
import { asChoice, yearOf, yearsWith } from "./years.js";

const MOST_FOUND = 8;
const REFUSED = 400;

/** Write the name of a place in small letters where a register shouts it. */
const asWritten = (place) =>
  place === place.toUpperCase()
    ? place.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (one) => one.toUpperCase())
    : place;

/** Return what changes in each postcode, by its code. */
function changesOf({ postcode, groep, voor, na }) {
  return new Map(postcode.map((code, k) => [code, { group: groep[k], voor: voor[k], na: na[k] }]));
}

/** What a reader draws up, beside the figures of today. */
export class WhatIf {
  /** `about` tells of the data in service; `change` takes over a new state. */
  constructor({ about, scene, change }) {
    Object.assign(this, { about, scene, change });
    this.desk = new DossierDesk();
    scene.landed.then(
      () => (this.world = worldOf(scene.sites, new Set(scene.idOf.keys()))),
      () => null,
    );
  }

  /** Ask what the edits change; null without edits that do anything. */
  async ask(state) {
    if (!hasEdits(state)) return null;
    await this.scene.landed.catch(() => null);
    const edits = this.world ? staged(editsOf(state.als), this.world).valid : editsOf(state.als);
    if (edits.length === 0) return null;
    const als = textOf(edits);
    const perArea = effectAreas(state, als);
    try {
      const [whole, areas, figures] = await Promise.all([
        effect(state, als),
        perArea,
        effectFigures(state, als),
      ]);
      const changed = whole.rijen.find(
        (row) => row.profiel === state.profiel && row.leerweg === state.leerweg,
      );
      return {
        als,
        edits,
        changed,
        rows: whole.rijen,
        choices: whole.keuze,
        areas: areas.rijen,
        figures,
        scenario: whole.scenario,
      };
    } catch (error) {
      if (error.status !== REFUSED) throw error;
      return { als, edits, fault: error.message, rows: [], choices: [], areas: [] };
    }
  }

  /** Take a click on a vestiging; tell whether it was wanted. */
  pick(site) {
    if (!this.open) return false;
    this.attention = true;
    this.change({ school: site.id, postcode: "" });
    return true;
  }

  /** Draw the list of edits, and where more are chosen. */
  draw(state) {
    this.open = state.als !== "";
    const edits = editsOf(state.als);
    const judged = this.world ? staged(edits, this.world) : { edits, offers: new Map() };
    const focused = document.activeElement;
    this.drawEdits(byId("wijzigingen"), state, judged.edits);
    this.drawChooser(byId("ontwerp"), state, edits, judged.offers);
    if (this.attention && this.open) (byId("kop-keuze") ?? byId("school-veld"))?.focus();
    else if (focused && !focused.isConnected) this.keepFocus(focused.id);
    this.attention = false;
  }

  /** Who works by keyboard goes on where the button was, or beside it. */
  keepFocus(id) {
    const line = /^haal-weg-(\d+)$/.exec(id);
    const beside = line
      ? [id, `haal-weg-${line[1] - 1}`, "watals-stop"]
      : [id, "weer-open", "kop-keuze", "watals"];
    beside.map(byId).find(Boolean)?.focus();
  }

  drawEdits(parent, state, edits) {
    parent.classList.toggle("aan", this.open);
    if (!this.open) {
      const begin = () => {
        this.attention = true;
        this.change({ als: BEGUN });
      };
      return show(
        parent,
        el(
          "button",
          { type: "button", class: "knop", id: "watals", onclick: begin },
          say("whatIfBegin"),
        ),
      );
    }
    const stop = el(
      "button",
      {
        type: "button",
        class: "knop",
        id: "watals-stop",
        onclick: () => this.change({ als: "", van: "", school: "" }),
      },
      say("whatIfStop"),
    );
    const list = edits.map((edit, k) => this.editLine(edit, k, edits));
    show(
      parent,
      el("strong", { id: "kop-wijzigingen" }, say("whatIf")),
      list.length
        ? el("ol", { "aria-labelledby": "kop-wijzigingen" }, ...list)
        : el("span", { class: "klein" }, say("noEdits")),
      stop,
      this.stale(state) ? this.staleWords(state) : "",
    );
  }

  editLine(edit, k, edits) {
    const words = this.words(edit);
    const remove = () => this.take(edits.filter((_, other) => other !== k));
    return el(
      "li",
      { class: edit.fault ? "telt-niet" : null },
      words,
      edit.fault ? el("em", {}, `(${wordOf("editFaults", edit.fault)})`) : "",
      el(
        "button",
        {
          type: "button",
          id: `haal-weg-${k}`,
          "aria-label": say("removeEdit", words),
          title: say("removeEdit", words),
          onclick: remove,
        },
        "×",
      ),
    );
  }

  /** Say one edit in a few words. */
  words({ kind, at, rest, text }) {
    if (kind === "kapot") return text.slice(0, 30);
    const offer = rest.length === 2 ? `${rest[1]}-${rest[0]}` : rest[0];
    const place = (code) => `${code} ${this.scene.placeOf(code)}`.trim();
    const there =
      kind === "samen" ? this.nameOf(offer) : kind === "verplaats" ? place(offer) : offer;
    return say("editWords", kind, kind === "nieuw" ? place(at) : this.nameOf(at), there);
  }

  /** Name a vestiging with its place, or by its code where it is not known. */
  nameOf(code) {
    const site = this.world?.sites.get(code);
    if (!site) return code;
    return !site.plaats || site.naam.toLowerCase().includes(site.plaats.toLowerCase())
      ? site.naam
      : `${site.naam}, ${asWritten(site.plaats)}`;
  }

  /** Say that a link is of other data, and offer those if they are served too. */
  staleWords(state) {
    const other = yearsWith(state.modus).find(({ id }) => id.startsWith(state.van));
    const go = () => this.change({ snapshot: asChoice(other.id) });
    const button =
      other &&
      el(
        "button",
        { type: "button", class: "knop", id: "van-toen", onclick: go },
        say("openStale", yearOf(other.id)),
      );
    return el("p", { class: "let-op" }, say("staleLink", this.about().naam), " ", button ?? "");
  }

  stale = (state) => state.van !== "" && !this.about().snapshot.startsWith(state.van);

  /** Take over other edits; from now on they are of the data in service. */
  take(edits) {
    const als = textOf(edits);
    this.change({ als, van: als === BEGUN ? "" : this.about().snapshot.slice(0, 8) });
  }

  drawChooser(parent, state, edits, offers) {
    parent.hidden = !this.open;
    if (!this.open) return show(parent);
    const key = JSON.stringify([
      state.als,
      state.school,
      state.postcode,
      state.profiel,
      state.leerweg,
      Boolean(this.world),
      state.taal,
    ]);
    if (key === this.drawn) return;
    this.drawn = key;
    if (!this.found) {
      this.found = el("div", { class: "zoek-school" });
      drawCombobox(
        this.found,
        { id: "school", label: say("findSite") },
        (text) => this.find(text),
        (option) => this.go(option),
      );
    }
    const chosen = this.world?.sites.has(state.school)
      ? this.siteParts(state, edits, offers)
      : this.placeParts(state, edits, offers);
    show(
      parent,
      el("h2", { id: "kop-ontwerp" }, say("draw")),
      this.found,
      ...chosen,
      this.desk.element,
    );
  }

  find(text) {
    if (!text.trim() || !this.world) return [];
    const schools = [...this.world.sites].filter(([code, site]) =>
      beginsWith(`${site.naam} ${site.plaats ?? ""} ${code}`, text),
    );
    const options = schools
      .slice(0, MOST_FOUND - 2)
      .map(([code]) => ({ words: this.nameOf(code), patch: { school: code, postcode: "" } }));
    const places = matches(text, this.scene.postcodes).filter((one) => one.postcodes.length === 1);
    options.push(
      ...places
        .slice(0, MOST_FOUND - options.length)
        .map((one) => ({
          words: say("newPlaceIn", one.words),
          patch: { school: "", postcode: one.postcodes[0].code },
        })),
    );
    return options;
  }

  go({ patch }) {
    this.attention = true;
    const at = patch.school && this.world.sites.get(patch.school)?.at;
    if (at)
      this.scene.ready.then((map) =>
        map?.lookAt([at[0] - 0.2, at[1] - 0.12, at[0] + 0.2, at[1] + 0.12]),
      );
    this.change(patch);
  }

  siteParts(state, edits, offers) {
    const code = state.school;
    const name = this.nameOf(code);
    const stands = offers.has(code);
    const turn = (offer) => this.add(offerTurned(edits, code, offer, this.world));
    const whole = (text) => this.add(wholeEdited(edits, code, text));
    const own = edits.find(
      (one) =>
        one.at === code &&
        (one.kind === "samen" || (one.kind === "sluit" && one.rest.length === 0)),
    );
    const undo =
      own &&
      el(
        "p",
        {},
        this.words(own),
        " ",
        el(
          "button",
          {
            type: "button",
            class: "knop",
            id: "weer-open",
            onclick: () => this.take(edits.filter((one) => one !== own)),
          },
          say("undo"),
        ),
      );
    return [
      el("h3", { id: "kop-keuze", tabindex: -1 }, name),
      undo ?? "",
      stands ? el("p", { class: "klein" }, say("turnOffers")) : "",
      stands ? this.matrix((offer) => offers.get(code).has(offer), turn, name) : "",
      stands
        ? el(
            "p",
            {},
            el(
              "button",
              {
                type: "button",
                class: "knop",
                id: "sluit-school",
                onclick: () => whole(`sluit-${code}`),
              },
              say("closeSite"),
            ),
          )
        : "",
      stands ? this.mergeForm(code, whole, offers) : "",
      stands ? this.moveForm(code, edits) : "",
    ];
  }

  placeParts(state, edits, offers) {
    const code = state.postcode;
    if (!code || !this.world?.postcodes.has(code))
      return [el("p", { class: "klein" }, say("chooseSite"))];
    const place = `${code} ${this.scene.placeOf(code)}`.trim();
    return [
      el("h3", { id: "kop-keuze", tabindex: -1 }, say("newPlaceIn", place)),
      el("p", { class: "klein" }, say("newPlaceAbout")),
      this.matrix(
        (offer) => offers.get(code)?.has(offer) ?? false,
        (offer) => this.add(toggled(edits, `nieuw-${code}-${offer}`)),
        place,
      ),
    ];
  }

  /** Take over edits with one more, if there is room. */
  add(edits) {
    if (edits.length > MOST) {
      byId("melding").textContent = say("tooManyEdits", MOST);
      return;
    }
    this.take(edits);
  }

  /** A button for every profiel and leerweg: pressed is offered. */
  matrix(isOffered, turn, name) {
    const rows = (profielen) =>
      profielen.map((profiel) => this.matrixRow(profiel, isOffered, turn, name));
    const head = el(
      "thead",
      {},
      el("tr", {}, el("td"), ...LEERWEGEN.map((one) => el("th", { scope: "col" }, one))),
    );
    const table = (profielen) =>
      el("table", { class: "aanbod" }, head.cloneNode(true), el("tbody", {}, ...rows(profielen)));
    const other = PROFIELEN.slice(1).filter((one) => !TECHNISCH.includes(one));
    const more = el(
      "details",
      { ontoggle: (event) => (this.unfolded = event.target.open), open: Boolean(this.unfolded) },
      el("summary", {}, say("otherGroup")),
      table(other),
    );
    return el("div", {}, table(TECHNISCH), more);
  }

  matrixRow(profiel, isOffered, turn, name) {
    const cell = (leerweg) => {
      const offer = `${profiel}-${leerweg}`;
      const is = isOffered(offer);
      const what = `${leerweg}-${profiel}`;
      const names = { "aria-label": say("offerAt", what, name), title: say("turnOffer", is, what) };
      const button = {
        type: "button",
        id: `bod-${offer}`,
        "aria-pressed": String(is),
        ...names,
        onclick: () => turn(offer),
      };
      return el("td", {}, el("button", button, is ? "●" : "+"));
    };
    return el(
      "tr",
      {},
      el("th", { scope: "row", title: wordOf("profiel", profiel) }, profiel),
      ...LEERWEGEN.map(cell),
    );
  }

  mergeForm(code, whole, offers) {
    const near = neighbours(code, this.world).filter((one) => offers.has(one.code));
    if (near.length === 0) return "";
    const select = el(
      "select",
      { id: "samen-met", class: "gewoon", "aria-label": say("mergeWith") },
      el("option", { value: "" }, say("mergeWith")),
      ...near.map((one) => el("option", { value: one.code }, this.nameOf(one.code))),
    );
    const go = () => (select.value ? whole(`samen-${code}-${select.value}`) : select.focus());
    return el(
      "p",
      { class: "regel" },
      select,
      el("button", { type: "button", class: "knop", id: "voeg-samen", onclick: go }, say("merge")),
    );
  }

  moveForm(code, edits) {
    const field = el("input", {
      id: "verplaats-naar",
      maxlength: 4,
      size: 6,
      autocomplete: "off",
      class: "gewoon",
      placeholder: say("moveTo"),
      "aria-label": say("moveTo"),
    });
    const told = el("span", { class: "let-op", role: "status" });
    const go = () => {
      const pc4 = field.value.trim().toUpperCase();
      if (!this.world.postcodes.has(pc4))
        return show(told, wordOf("editFaults", "unknownPostcode"));
      return this.add(moved(edits, code, pc4));
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      go();
    });
    const button = el(
      "button",
      { type: "button", class: "knop", id: "verplaats", onclick: go },
      say("move"),
    );
    return el("p", { class: "regel" }, field, button, told);
  }

  /** Show what the edits change on the map, or the map as it was. */
  async drawMap(state, figures, asked) {
    const map = await this.scene.ready;
    if (!map) return;
    this.layer ??= new DifferenceLayer(map);
    this.layer.mark(this.marks(asked?.edits ?? [], state.school));
    const swiped = state.naast.startsWith("als:");
    if (asked?.figures && !this.seen && !state.gebied) this.lookAtChange(map, asked);
    this.seen = asked?.als ?? "";
    this.scene.changes = asked?.figures && changesOf(asked.figures);
    if (!asked?.figures || swiped) return this.layer.hide();
    drawDifferenceLegend(byId("legenda"), state);
    await this.layer.show(valuesOf(this.scene.land, figures, asked.figures));
  }

  /** Move the map of a link that was opened to what changes. */
  lookAtChange(map, { figures, edits }) {
    const codes = figures.postcode.filter((_, k) => figures.groep[k]);
    const shapes = codes
      .map((code) => this.scene.land.features[this.scene.idOf.get(code)]?.geometry)
      .filter(Boolean);
    const points = edits.map((one) => this.world.sites.get(one.at)?.at).filter(Boolean);
    const geometries = [...shapes, ...points.map((coordinates) => ({ coordinates }))];
    if (geometries.length) map.lookAt(boundsOf(geometries), 10);
  }

  /** Return a mark on what is chosen, and wherever something opens or closes. */
  marks(edits, school) {
    const middle = (code) => {
      const geometry = this.scene.land.features[this.scene.idOf.get(code)]?.geometry;
      if (!geometry) return null;
      const [west, south, east, north] = boundsOf([geometry]);
      return [(west + east) / 2, (south + north) / 2];
    };
    const site = (code) => this.world?.sites.get(code)?.at;
    const found = edits.flatMap(({ kind, at, rest }) => {
      if (kind === "nieuw") return [["open", middle(at)]];
      if (kind === "open") return [["open", site(at)]];
      if (kind === "verplaats")
        return [
          ["dicht", site(at)],
          ["open", middle(rest[0])],
        ];
      return [["dicht", site(at)]];
    });
    if (this.open) found.unshift(["gekozen", site(school)]);
    const features = found
      .filter(([, at]) => at)
      .map(([wat, coordinates]) => ({
        type: "Feature",
        properties: { wat },
        geometry: { type: "Point", coordinates },
      }));
    return { type: "FeatureCollection", features };
  }

  /** What a saved picture says of the difference. */
  pictureLook(state, asked) {
    if (!asked?.figures || state.naast) return undefined;
    const entries = differenceEntries(state).map(({ look, words }) => ({
      words,
      paint: (context, ...box) => paintEntry(context, look, ...box),
    }));
    return { entries, file: "wat-als" };
  }

  /** Let the scenario be taken along: its link, and its dossier. */
  drawDesk(state, asked) {
    const title = asked ? asked.edits.map((one) => this.words(one)).join("; ") : "";
    this.desk.draw(state, asked?.scenario ? { ...asked.scenario, title } : null);
  }
}
