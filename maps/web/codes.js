// What can be asked, by code: the service tells it once, before all else.

/** Every choice of profiel, and those that stand for one each. */
export let PROFIELEN = [];
export let SINGLE = [];
export let TECHNISCH = [];
/** The leerwegen, the highest first. */
export let LEERWEGEN = [];
export let MODI = [];
export let NOEMERS = [];
/** Of what the line of dates tells the date, in order. */
export let DATES_IN_BRIEF = [];
/** How many edits fit in an address, and what their text looks like. */
export let MOST_EDITS = 0;
export let EDITS_TEXT = /^$/;

let members = new Map();
let units = new Map();

/** Take over what the service tells. */
export function takeCodes({ profielen, leerwegen, modi, noemers, peildata, wijzigingen }) {
  members = new Map(profielen.map((one) => [one.code, one.staatVoor]));
  units = new Map(modi.map((one) => [one.code, one.eenheden]));
  PROFIELEN = codesOf(profielen);
  SINGLE = PROFIELEN.filter((code) => members.get(code).length === 1);
  TECHNISCH = codesOf(profielen.filter((one) => one.technisch && one.staatVoor.length === 1));
  LEERWEGEN = codesOf(leerwegen).toReversed();
  MODI = codesOf(modi);
  NOEMERS = codesOf(noemers);
  DATES_IN_BRIEF = codesOf(peildata.filter((one) => one.kort));
  MOST_EDITS = wijzigingen.hoogstens;
  EDITS_TEXT = new RegExp(wijzigingen.patroon);
}

const codesOf = (all) => all.map(({ code }) => code);

/** Return the profielen that a choice stands for. */
export const membersOf = (profiel) => members.get(profiel) ?? [profiel];

/** Tell whether a way is measured in metres or seconds by a mode. */
export const isMeasuredIn = (modus, unit) => (units.get(modus) ?? ["m"]).includes(unit);

const LIMITS = { m: 30_000, s: 7_200 };
const LIMIT_BY_BELL = 5_400;

/** Tell whether ways by a mode are measured against the bell, by a timetable. */
export const isByTimetable = (modus) => modus === "ov";

/** Return up to where ways by a mode are kept, in a unit. */
export const limitOf = (modus, unit) => (isByTimetable(modus) ? LIMIT_BY_BELL : LIMITS[unit]);

/** Return what the codes are called, in both languages, by the names of the page. */
export const codeWords = (told) => ({ nl: wordsIn("nl", told), en: wordsIn("en", told) });

function wordsIn(
  language,
  { profielen, leerwegen, modi, noemers, gebiedsindelingen, peildata, wijzigingen },
) {
  const named = (all, name = (one) => one[language]) =>
    Object.fromEntries(all.map((one) => [one.code, name(one)]));
  return {
    profiel: named(profielen),
    leerwegFull: named(leerwegen),
    leerwegNames: named(leerwegen, (one) => `${one.code}: ${one[language]}`),
    modus: named(modi),
    by: named(modi, (one) => one.middel[language]),
    noemer: named(noemers),
    gebieden: named(gebiedsindelingen),
    dates: named(peildata),
    editFaults: named(wijzigingen.fouten),
  };
}
