// What is asked, kept in the address: a link or a reload shows the same again.

import {
  EDITS_TEXT,
  isByTimetable,
  isMeasuredIn,
  LEERWEGEN,
  MODI,
  NOEMERS,
  PROFIELEN,
} from "./codes.js";
import { BEGUN, textsOf } from "./edits.js";
import { idOf, isKnown, settled, yearsWith } from "./years.js";

export const DREMPELS = ["5000m", "10000m", "12000m", "15000m"];
export const TIJDEN = ["900s", "1800s", "2700s", "3600s"];
const USUAL_TIME = "2700s";

export const DIVISIONS = ["gemeente", "provincie", "sto-regio", "corop", "rmc", "pc4"];

/** What each name of the state can be; the codes are those that the service told. */
const choicesOf = () => ({
  leerweg: LEERWEGEN,
  profiel: PROFIELEN,
  drempel: [...DREMPELS, ...TIJDEN],
  modus: MODI,
  noemer: NOEMERS,
  laag: ["afstand", "keuze"],
  gebieden: DIVISIONS,
  sorteer: ["niet", "naam", "deel", "voor", "na", "profielen"],
  richting: ["af", "op"],
  grond: ["nee", "ja"],
  taal: LANGUAGES,
});
const LANGUAGES = ["nl", "en"];
const FREE = {
  gebied: /^[^\p{Cc},]{1,80}$/u,
  binnen: /^(gemeente|provincie|corop|rmc|sto-regio|pc4):[^\p{Cc},]{1,80}$/u,
  reden: /^[a-zA-Z]{4,20}$/,
  postcode: /^[0-9A-Z]{4}$/,
  snapshot: /^[0-9a-f]{8,64}$/,
  of: /^[a-z]{2,12}-[1-9][0-9]{1,4}[ms]$/,
  naast: /^(modus|drempel|leerweg|snapshot|als):[a-z0-9-]{1,12}$/,
  // What-if: the data the edits were drawn up on, what is chosen.
  van: /^[0-9a-f]{8}$/,
  school: /^[0-9A-Z]{6}$/,
};

export const DEFAULTS = {
  leerweg: "gl",
  profiel: "techniek",
  drempel: "10000m",
  modus: "hemelsbreed",
  of: "",
  noemer: "leerweg",
  laag: "afstand",
  snapshot: "",
  gebieden: "gemeente",
  gebied: "",
  binnen: "",
  reden: "",
  postcode: "",
  naast: "",
  als: "",
  van: "",
  school: "",
  sorteer: "niet",
  richting: "af",
  grond: "nee",
  taal: "nl",
};

/** Read what must be known before the service is asked: the language and the snapshot. */
export function readFirst(search) {
  const given = new URLSearchParams(search);
  const [taal, snapshot] = [given.get("taal"), given.get("snapshot") ?? ""];
  return {
    taal: LANGUAGES.includes(taal) ? taal : DEFAULTS.taal,
    snapshot: FREE.snapshot.test(snapshot) ? snapshot : DEFAULTS.snapshot,
  };
}

/** Read the state from an address; what is not known falls back to the default. */
export function read(search) {
  const given = new URLSearchParams(search);
  const state = { ...DEFAULTS };
  for (const [name, choices] of Object.entries(choicesOf())) {
    if (choices.includes(given.get(name))) state[name] = given.get(name);
  }
  for (const [name, pattern] of Object.entries(FREE)) {
    if (pattern.test(given.get(name) ?? "")) state[name] = given.get(name);
  }
  const als = given.get("als") ?? "";
  if (als === BEGUN || EDITS_TEXT.test(als)) state.als = als;
  return fitting(state);
}

/** Names that others add to a link, and that ask nothing. */
const OF_OTHERS = /^(utm_\w+|fbclid|gclid)$/;

/** Return what a link asks that the state does not hold: names with their values. */
export function misread(search, state) {
  return [...new URLSearchParams(search)].filter(
    ([name, value]) =>
      !OF_OTHERS.test(name) && !isHeld(state, name, value) && value !== DEFAULTS[name],
  );
}

/** Tell whether a state holds a value; a year may stand under a shorter name. */
function isHeld(state, name, value) {
  if (name === "snapshot") return FREE.snapshot.test(value) && idOf(value) !== "";
  return Object.hasOwn(DEFAULTS, name) && state[name] === value;
}

/** Write the state as an address, without what is as by default. */
export function write(state) {
  const kept = Object.entries(state).filter(([name, value]) => value !== DEFAULTS[name]);
  const text = new URLSearchParams(kept).toString();
  return text ? `?${text}` : location.pathname;
}

/** Return a state in which the choices go together. */
export function fitting(state, modes = MODI) {
  const next = { ...state };
  next.snapshot = settled(next.snapshot);
  if (!modes.includes(next.modus)) next.modus = DEFAULTS.modus;
  if (!isMeasuredIn(next.modus, thresholdOf(next.drempel).unit))
    next.drempel = usualThreshold(next.modus);
  if (next.gebieden === "pc4") next.gebied = "";
  next.reden = reasonOf(next);
  next.school = schoolOf(next);
  // How many there are to choose from is a question about all technical profielen.
  if (next.profiel !== DEFAULTS.profiel || hasEdits(next)) next.laag = "afstand";
  if (next.of) Object.assign(next, withSecondWay(next, modes));
  if (next.naast && !canLieBeside(next, modes)) next.naast = "";
  return next;
}

/** Return the reason that is filtered by; with edits or two ways the map shows otherwise. */
const reasonOf = (state) => (hasEdits(state) || state.of ? "" : state.reden);

/** Return the mode and the threshold of a second way. */
export function otherOf(of) {
  const [modus, drempel] = of.split("-");
  return { modus, drempel };
}

/** Return what is not known of some places: `wegen`, `dienstregeling`, or `beide`. */
export function lackingOf({ modus, of }) {
  const ways = of ? [modus, otherOf(of).modus] : [modus];
  if (ways.every(isByTimetable)) return "dienstregeling";
  return ways.some(isByTimetable) ? "beide" : "wegen";
}

/** Return the school that is chosen; without edits it stands on the card of a postcode. */
const schoolOf = ({ als, postcode, school }) => (als || postcode ? school : "");

/** Return what changes where a second way is asked: it takes the map, and is one answer. */
const withSecondWay = (state, modes) =>
  canCount(state, modes) ? { laag: DEFAULTS.laag, naast: "" } : { of: "" };

/** Tell whether a second way can count beside a state. */
function canCount(state, modes) {
  const { modus, drempel } = otherOf(state.of);
  const isOther = modus !== state.modus && modes.includes(modus) && !hasEdits(state);
  return isOther && isMeasuredIn(modus, thresholdOf(drempel).unit);
}

/** Return the threshold that a mode begins with: a distance, or a time if it has no other. */
const usualThreshold = (modus) => (isMeasuredIn(modus, "m") ? DEFAULTS.drempel : USUAL_TIME);

/** Tell whether a state can be laid beside what it names as its other. */
function canLieBeside(state, modes) {
  const [name, value] = state.naast.split(":");
  // With edits, only today and the edits are laid side by side.
  if (hasEdits(state) !== (name === "als")) return false;
  if (name === "als") return value === "nu";
  if (name === "snapshot") return isOtherYear(state, value);
  const choices = name === "modus" ? modes : (choicesOf()[name] ?? []);
  return choices.includes(value) && state[name] !== value;
}

/** Tell whether a snapshot can be laid beside a state; not known yet is not wrong. */
function isOtherYear(state, id) {
  return (
    !isKnown() ||
    (idOf(state.snapshot) !== id && yearsWith(state.modus).some((one) => one.id === id))
  );
}

/** Return the state with which it is compared, or null. */
export function compared(state) {
  if (!state.naast || state.naast.startsWith("als:")) return null;
  const [name, value] = state.naast.split(":");
  return fitting({ ...state, [name]: value, naast: "" });
}

/** Tell whether a state holds edits, and not only the start of a list. */
export const hasEdits = ({ als }) => textsOf(als).length > 0;

/** Return the number and the unit of a threshold. */
export function thresholdOf(drempel) {
  return { value: Number.parseInt(drempel, 10), unit: drempel.endsWith("s") ? "s" : "m" };
}

/** Return the area that the figures are about: its division and code; null for the land. */
export function scopeOf({ gebieden, gebied, binnen }) {
  return gebied ? { kind: gebieden, code: gebied } : borderOf({ binnen });
}

/** Return the area to which the table and the map are kept; null for the land. */
export function borderOf({ binnen }) {
  if (!binnen) return null;
  const [kind, ...code] = binnen.split(":");
  return { kind, code: code.join(":") };
}

/** Return how a state names the area that it looks at, to stay in it by another division. */
export function asBorder(state) {
  const scope = scopeOf(state);
  return scope ? `${scope.kind}:${scope.code}` : "";
}

/** Return the change that looks at an area, by a division that cuts it into smaller ones. */
export function lookingAt({ kind, code }, { gebieden }) {
  const isFine = kind === "gemeente" || kind === "pc4";
  const usual = isFine ? "pc4" : DEFAULTS.gebieden;
  const isFiner = !isFine && gebieden !== kind;
  return { binnen: `${kind}:${code}`, gebied: "", gebieden: isFiner ? gebieden : usual };
}
