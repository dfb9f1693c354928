// What is planned, kept in the address: a link or a reload shows the same again.

import { isMeasuredIn, MODI } from "../codes.js";
import { thresholdOf } from "../state.js";

export const MOST_PLACES = 30;
export const DISTANCES = ["3000m", "6000m", "10000m", "15000m"];
export const TIMES = ["600s", "1200s", "1800s", "2700s"];
export const VIEWS = ["plekken", "bus", "budget", "deelname"];
export const LISTS = ["erbij", "buiten", "al"];

/** What each name of the state can be; the modes are those that the service told. */
const choicesOf = () => ({
  toon: VIEWS,
  drempel: [...DISTANCES, ...TIMES],
  modus: MODI,
  lijst: LISTS,
  aantal: ["1", "2", "3", "4", "5", "6", "8", "10"],
  taal: LANGUAGES,
});
const LANGUAGES = ["nl", "en"];
const FREE = {
  gebied: /^[^\p{Cc},]{1,80}$/u,
  plek: /^[0-9A-Z]{4}(?:,[0-9A-Z]{4}){0,29}$/,
  rit: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  dag: /^[1-9][0-9]{0,3}$/,
};

export const DEFAULTS = {
  toon: "plekken",
  gebied: "",
  drempel: "6000m",
  modus: "hemelsbreed",
  plek: "",
  lijst: "erbij",
  aantal: "3",
  rit: "",
  dag: "1",
  taal: "nl",
};

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
  state.plek = [...new Set(placesOf(state))].join(",");
  return state;
}

/** Write the state as an address, without what is as by default. */
export function write(state) {
  const kept = Object.entries(state).filter(([name, value]) => value !== DEFAULTS[name]);
  const text = new URLSearchParams(kept).toString();
  return text ? `?${text}` : location.pathname;
}

/** Return a state in which the choices go together. */
export function fitting(state, modes, areas) {
  const next = { ...state };
  if (!modes.includes(next.modus)) next.modus = DEFAULTS.modus;
  if (!isMeasuredIn(next.modus, thresholdOf(next.drempel).unit)) next.drempel = DEFAULTS.drempel;
  if (next.gebied && !areas.some((area) => area.code === next.gebied)) next.gebied = "";
  return next;
}

/** Return the postcodes with a new place, in the order in which they were chosen. */
export const placesOf = (state) => (state.plek ? state.plek.split(",") : []);
