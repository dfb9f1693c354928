// What is asked, kept in the address: a link or a reload shows the same again.

import { idOf, isKnown, settled, yearsWith } from "./years.js";

export const PROFIELEN = [
  "techniek",
  "BWI",
  "MaT",
  "MVI",
  "M&T",
  "PIE",
  "D&P",
  "E&O",
  "Groen",
  "HBR",
  "Z&W",
];
export const TECHNISCH = PROFIELEN.slice(1, 6);
export const LEERWEGEN = ["gl", "kl", "bl"];
export const DREMPELS = ["5000m", "10000m", "12000m", "15000m"];
export const TIJDEN = ["900s", "1800s", "2700s", "3600s"];

const ALLOWED = {
  leerweg: LEERWEGEN,
  profiel: PROFIELEN,
  drempel: [...DREMPELS, ...TIJDEN],
  modus: ["hemelsbreed", "fiets", "lopen", "auto"],
  noemer: ["leerweg", "gezamenlijk"],
  laag: ["afstand", "keuze"],
  gebieden: ["gemeente", "provincie", "sto-regio", "pc4"],
  sorteer: ["niet", "naam", "deel", "voor", "na", "profielen"],
  richting: ["af", "op"],
  grond: ["nee", "ja"],
  taal: ["nl", "en"],
};
const FREE = {
  gebied: /^[^\u0000-\u001f,]{1,80}$/,
  postcode: /^[0-9A-Z]{4}$/,
  snapshot: /^[0-9a-f]{8,64}$/,
  naast: /^(modus|drempel|leerweg|snapshot|als):[a-z0-9]{1,12}$/,
  // What-if: the edits (see edits.js), the data they were drawn up on, what is chosen.
  als: /^(-|[A-Za-z0-9&_-]{9,700})$/,
  van: /^[0-9a-f]{8}$/,
  school: /^[0-9A-Z]{6}$/,
};

export const DEFAULTS = {
  leerweg: "gl",
  profiel: "techniek",
  drempel: "10000m",
  modus: "hemelsbreed",
  noemer: "leerweg",
  laag: "afstand",
  snapshot: "",
  gebieden: "gemeente",
  gebied: "",
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

/** Read the state from an address; what is not known falls back to the default. */
export function read(search) {
  const given = new URLSearchParams(search);
  const state = { ...DEFAULTS };
  for (const [name, choices] of Object.entries(ALLOWED)) {
    if (choices.includes(given.get(name))) state[name] = given.get(name);
  }
  for (const [name, pattern] of Object.entries(FREE)) {
    if (pattern.test(given.get(name) ?? "")) state[name] = given.get(name);
  }
  return fitting(state);
}

/** Write the state as an address, without what is as by default. */
export function write(state) {
  const kept = Object.entries(state).filter(([name, value]) => value !== DEFAULTS[name]);
  const text = new URLSearchParams(kept).toString();
  return text ? `?${text}` : location.pathname;
}

/** Return a state in which the choices go together. */
export function fitting(state, modes = ALLOWED.modus) {
  const next = { ...state };
  next.snapshot = settled(next.snapshot);
  if (!modes.includes(next.modus)) next.modus = "hemelsbreed";
  if (next.modus === "hemelsbreed" && next.drempel.endsWith("s")) next.drempel = "10000m";
  if (next.gebieden === "pc4") next.gebied = "";
  // How many there are to choose from is a question about all technical profielen.
  if (next.profiel !== "techniek" || hasEdits(next)) next.laag = "afstand";
  if (next.naast) {
    const [name, value] = next.naast.split(":");
    const one =
      name === "als"
        ? value === "nu"
        : name === "snapshot"
          ? isOtherYear(next, value)
          : (ALLOWED[name] ?? []).includes(value);
    // With edits, only today and the edits are laid side by side.
    const known = one && hasEdits(next) === (name === "als");
    const possible = name !== "modus" || modes.includes(value);
    if (!known || !possible || next[name] === value) next.naast = "";
  }
  return next;
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

/** Tell whether a state holds edits; "-" is the start of a list. */
export const hasEdits = ({ als }) => als.length > 1;

/** Return the number and the unit of a threshold. */
export function thresholdOf(drempel) {
  return { value: Number.parseInt(drempel, 10), unit: drempel.endsWith("s") ? "s" : "m" };
}
