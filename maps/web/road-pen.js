// Edits of roads, drawn on the map: two places, by a click or by Enter in its middle.

import { isByTimetable } from "./codes.js";
import { byId, el, show } from "./dom.js";
import { roadEdited } from "./edits.js";
import { say } from "./words.js";

const DEGREE = 100_000;
const KINDS = ["wegdicht", "wegerbij"];

/** Tell whether ways by a mode go over roads that can be edited. */
const isOnRoads = (modus) => modus !== "hemelsbreed" && !isByTimetable(modus);

/** Where roads are closed and laid. */
export class RoadPen {
  /** `take` is called with how the edits change, `mark` when a place is put on the map. */
  constructor({ take, mark }) {
    Object.assign(this, { take, mark, kind: "", places: [], told: "" });
    this.element = el("div", { class: "wegen" });
    addEventListener("keydown", (event) => event.key === "Escape" && this.kind && this.stop());
  }

  /** Draw the buttons for a state; another mode has other roads. */
  draw({ modus, taal }) {
    const drawn = `${modus} ${taal}`;
    if (this.drawn === drawn) return;
    Object.assign(this, { drawn, modus, told: "" });
    this.rest();
  }

  /** Put the pen down. */
  rest(told = "") {
    Object.assign(this, { kind: "", places: [], told });
    this.mark(null);
    this.show();
  }

  stop() {
    const kind = this.kind;
    this.rest();
    byId(`teken-${kind}`)?.focus();
  }

  begin(kind) {
    Object.assign(this, { kind, places: [], told: say("roadStart") });
    this.show();
    // Arrows move the map, and Enter takes its middle.
    byId("kaart").querySelector("canvas")?.focus();
  }

  /** Take a place on the map, in degrees; tell whether it was wanted. */
  spot({ lng, lat }) {
    if (!this.kind) return false;
    this.places.push([lng, lat]);
    if (this.places.length === 1) {
      this.mark(this.places[0]);
      this.told = say("roadEnd");
      this.show();
      return true;
    }
    const whole = this.places.flat().map((degrees) => Math.round(degrees * DEGREE));
    const text = [this.kind, this.modus, ...whole].join("-");
    this.rest(say("roadDrawn"));
    this.take((als) => roadEdited(als, text));
    return true;
  }

  show() {
    const { kind, modus, told } = this;
    byId("kaart")?.classList.toggle("tekent", kind !== "");
    if (!isOnRoads(modus)) return show(this.element);
    const button = (one) =>
      el(
        "button",
        {
          type: "button",
          class: "knop",
          id: `teken-${one}`,
          "aria-pressed": String(kind === one),
          onclick: () => (kind === one ? this.stop() : this.begin(one)),
        },
        say("roadKind", one),
      );
    return show(
      this.element,
      el("h3", {}, say("roads")),
      el("p", { class: "regel" }, ...KINDS.map(button)),
      el("p", { class: "klein", role: "status" }, told),
    );
  }
}

/** Return the two places of an edit of roads; none of any other. */
export function placesOf({ soort, wat }) {
  if (!KINDS.includes(soort)) return [];
  const [west, south, east, north] = wat.map((text) => Number(text) / DEGREE);
  return [
    [west, south],
    [east, north],
  ];
}
