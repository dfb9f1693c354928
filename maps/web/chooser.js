// Choosing edits by pointer and keyboard: a school or a place, and a button per offer.

import { LEERWEGEN, SINGLE, TECHNISCH } from "./codes.js";
import { el, show } from "./dom.js";
import { editWords } from "./edit-list.js";
import { moved, offerTurned, toggled, wholeEdited, without } from "./edits.js";
import { kindSign } from "./school-card.js";
import { beginsWith, drawCombobox, matches } from "./search.js";
import { say, wordOf } from "./words.js";

const MOST_FOUND = 8;
const AROUND = [0.2, 0.12];

/** Where edits are chosen, beside the map. */
export class Chooser {
  /** `go` is called with what is chosen, `take` with how the edits change. */
  constructor({ scene, names, go, take }) {
    Object.assign(this, { scene, names, take });
    this.unfolded = false;
    this.search = el("div", { class: "zoek-school" });
    drawCombobox(
      this.search,
      { id: "school", label: say("findSite") },
      (text) => this.find(text),
      (option) => this.lookAt(option, go),
    );
  }

  /** Draw it for a state; `edits` are those of the state, as the service judged them. */
  draw(parent, state, edits, schools, ...below) {
    Object.assign(this, { state, edits, schools });
    const chosen = schools?.has(state.school) ? this.schoolParts() : this.placeParts();
    show(parent, el("h2", { id: "kop-ontwerp" }, say("draw")), this.search, ...chosen, ...below);
  }

  find(text) {
    if (!text.trim() || !this.schools) return [];
    const options = this.schools
      .found((words) => beginsWith(words, text))
      .slice(0, MOST_FOUND - 2)
      .map((code) => ({
        sign: kindSign(this.schools.offersOf(code).join(), this.state),
        words: this.names.schoolName(code),
        patch: { school: code, postcode: "" },
      }));
    const places = matches(text, this.scene.postcodes).filter((one) => one.postcodes.length === 1);
    const more = places.slice(0, MOST_FOUND - options.length).map((one) => ({
      words: say("newPlaceIn", one.words),
      patch: { school: "", postcode: one.postcodes[0].code },
    }));
    return [...options, ...more];
  }

  lookAt({ patch }, go) {
    const at = this.schools.placeOf(patch.school);
    const [x, y] = AROUND;
    if (at)
      this.scene.ready.then((map) => map?.lookAt([at[0] - x, at[1] - y, at[0] + x, at[1] + y]));
    go(patch);
  }

  /** Return what is offered somewhere after the edits; null where all is closed. */
  offersAt(code) {
    const after = this.edits.aanbod[code];
    return after === undefined ? (this.schools?.offersOf(code) ?? []) : after;
  }

  schoolParts() {
    const { school: code } = this.state;
    const name = this.names.schoolName(code);
    const offers = this.offersAt(code);
    const heading = el("h3", { id: "kop-keuze", tabindex: -1 }, name);
    if (!offers) return [heading, this.undo(code)];
    const whole = (text) => this.take((als) => wholeEdited(als, code, text));
    const close = { type: "button", class: "knop", id: "sluit-school" };
    return [
      heading,
      this.undo(code),
      el("p", { class: "klein" }, say("turnOffers")),
      this.matrix(
        offers,
        (offer, is) => this.take((als) => offerTurned(als, code, offer, is)),
        name,
      ),
      el(
        "p",
        {},
        el("button", { ...close, onclick: () => whole(`sluit-${code}`) }, say("closeSite")),
      ),
      this.mergeForm(code, whole),
      this.moveForm(code),
    ];
  }

  /** Offer to take back what was done to a whole school. */
  undo(code) {
    const { wijzigingen } = this.edits;
    const k = wijzigingen.findIndex(
      ({ soort, waar, wat }) =>
        waar === code && (soort === "samen" || (soort === "sluit" && wat.length === 0)),
    );
    if (k < 0) return "";
    const button = { type: "button", class: "knop", id: "weer-open" };
    const back = () => this.take((als) => without(als, wijzigingen[k].tekst, k));
    return el(
      "p",
      {},
      editWords(wijzigingen[k], this.names),
      " ",
      el("button", { ...button, onclick: back }, say("undo")),
    );
  }

  placeParts() {
    const { postcode: code } = this.state;
    if (!this.isPlace(code)) return [el("p", { class: "klein" }, say("chooseSite"))];
    const place = this.names.placeName(code);
    return [
      el("h3", { id: "kop-keuze", tabindex: -1 }, say("newPlaceIn", place)),
      el("p", { class: "klein" }, say("newPlaceAbout")),
      this.matrix(
        this.offersAt(code) ?? [],
        (offer) => this.take((als) => toggled(als, `nieuw-${code}-${offer}`)),
        place,
      ),
    ];
  }

  isPlace = (code) => Boolean(this.schools) && this.scene.postcodeOf(code) !== undefined;

  /** A button for every profiel and leerweg: pressed is offered. */
  matrix(offers, turn, name) {
    const table = (profielen) =>
      el(
        "table",
        { class: "aanbod" },
        el(
          "thead",
          {},
          el("tr", {}, el("td"), ...LEERWEGEN.map((one) => el("th", { scope: "col" }, one))),
        ),
        el("tbody", {}, ...profielen.map((one) => matrixRow(one, offers, turn, name))),
      );
    const more = el(
      "details",
      {
        ontoggle: (event) => (this.unfolded = event.target.open),
        open: this.unfolded,
      },
      el("summary", {}, say("otherGroup")),
      table(SINGLE.filter((one) => !TECHNISCH.includes(one))),
    );
    return el("div", {}, table(TECHNISCH), more);
  }

  mergeForm(code, whole) {
    const near = this.schools.near(code).filter((other) => this.offersAt(other));
    if (near.length === 0) return "";
    const select = el(
      "select",
      { id: "samen-met", class: "gewoon", "aria-label": say("mergeWith") },
      el("option", { value: "" }, say("mergeWith")),
      ...near.map((other) => el("option", { value: other }, this.names.schoolName(other))),
    );
    const go = () => (select.value ? whole(`samen-${code}-${select.value}`) : select.focus());
    const button = { type: "button", class: "knop", id: "voeg-samen", onclick: go };
    return el("p", { class: "regel" }, select, el("button", button, say("merge")));
  }

  moveForm(code) {
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
      if (!this.isPlace(pc4)) return show(told, wordOf("editFaults", "unknown-postcode"));
      return this.take((als) => moved(als, code, pc4));
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      go();
    });
    const button = { type: "button", class: "knop", id: "verplaats", onclick: go };
    return el("p", { class: "regel" }, field, el("button", button, say("move")), told);
  }
}

function matrixRow(profiel, offers, turn, name) {
  const cell = (leerweg) => {
    const offer = `${profiel}-${leerweg}`;
    const is = offers.includes(offer);
    const what = `${leerweg}-${profiel}`;
    const button = el("button", {
      type: "button",
      id: `bod-${offer}`,
      "aria-label": say("offerAt", what, name),
      title: say("turnOffer", is, what),
      // It turns at once, and is drawn again as soon as the edit is judged.
      onclick: () =>
        turn(offer, is) && press(button, button.getAttribute("aria-pressed") !== "true"),
    });
    press(button, is);
    return el("td", {}, button);
  };
  const title = wordOf("profiel", profiel);
  return el("tr", {}, el("th", { scope: "row", title }, profiel), ...LEERWEGEN.map(cell));
}

function press(button, is) {
  button.setAttribute("aria-pressed", String(is));
  button.textContent = is ? "●" : "+";
}
