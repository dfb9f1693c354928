// English; the field's Dutch nouns stay as the names they are.

import { TECHNISCH } from "./codes.js";
import { listed, number } from "./numbers.js";

const offer = (profiel) => (profiel === "techniek" ? "a technical profiel" : profiel);
const Offer = (profiel) => (profiel === "techniek" ? "A technical profiel" : profiel);
const UP_TO_TEN = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
];
/** How many technical profielen there are, in letters. */
const allTechnical = () => UP_TO_TEN[TECHNISCH.length];

const LACKING = {
  wegen: "roads",
  dienstregeling: "timetable",
  beide: "roads or timetable",
};
const are = (lacking) => (lacking === "wegen" ? "are" : "is");

export const EN = {
  skip: "To the table of figures",
  subtitle: "technology in the Dutch vmbo",
  toPlanning: "Planning",
  about: "About the figures",
  otherLanguage: "Nederlands",
  answer: "The answer",
  map: "The map",
  example: "Example data (voorbeeldgegevens): no real schools or students",
  minutes: "minutes",
  sentence:
    "Which share of {leerweg} students can take {profiel} within {drempel} {modus} of home, in {plek} per {gebieden}?",
  subsentence: "Share of {noemer}.",
  yearSentence: "As of {snapshot}.",
  technicalGroup: "Technical profielen",
  otherGroup: "Other profielen",
  label: {
    leerweg: "Leerweg",
    profiel: "Profiel",
    drempel: "Distance or travel time",
    modus: "How it is measured",
    of: "What else will do",
    noemer: "Of whom the share is taken",
    laag: "What the map shows",
    snapshot: "Date of the counts",
    gebieden: "Division into areas",
    plek: "Area, postcode or school",
  },
  anyone: { aantal: "students", meer: "students", een: "student" },
  countedAre: (label) => `Counted: ${label}.`,
  within: (threshold, mode) => `within ${threshold} ${mode}`,
  not: (people) => [people, " cannot"],
  beyond: (share, state, threshold, mode) =>
    `${share} live farther than ${threshold} ${mode} from a school with ${offer(state.profiel)} in ${state.leerweg}.`,
  everyone: (state, { who, threshold, mode }) =>
    `All ${who} live within ${threshold} ${mode} of a school with ${offer(state.profiel)} in ${state.leerweg}.`,
  between: (low, high) => `likely between ${low} and ${high}`,
  certain: (low, high) => `Certain is only: between ${low} and ${high}.`,
  betweenPeople: (low, high, who) => `Likely between ${low} and ${high} ${who}.`,
  cutOff: (people) => `${people} have no road to any school.`,
  unplaced: (people) => `The home of ${people} could not be placed on the map.`,
  tooCoarse: "These data are too coarse for an answer",
  tooCoarseWhy: (low, high) => `The true share lies somewhere between ${low} and ${high}.`,
  noRoads: (lacking) => `cannot be computed (no ${LACKING[lacking]})`,
  noRoadsShort: (lacking) => `no ${LACKING[lacking]}`,
  noRoadsWhy: (people, lacking, low, high) =>
    `No ${LACKING[lacking]} ${are(lacking)} known for ${people}. Between ${low} and ${high} live within reach.`,
  outside: (people, lacking) =>
    `No ${LACKING[lacking]} ${are(lacking)} known for ${people}; they are left out of the share.`,
  noStudents: (who) => `No ${who} live here.`,
  hidden: "protected",
  hiddenWhy: "So few students that the number may not be shown.",
  noData: "no data",
  bars: "By leerweg",
  barsAbout: (state) =>
    `Share of ${state.noemer === "leerweg" ? "the students of each leerweg" : "all vmbo students"} with ${offer(state.profiel)} in that leerweg`,
  trend: "Over the years",
  trendAbout: "Share who can take it, by date of the counts",
  year: "Date",
  layerSentence: "The map shows {laag}.",
  laag: { afstand: "how far it is", keuze: "how many technical profielen there are" },
  choiceHead: "How many technical profielen?",
  choiceAbout: (state, { who, threshold, mode }) =>
    `Share of ${who} with this many technical profielen to choose from in the ${state.leerweg}, within ${threshold} ${mode}`,
  choiceMean: (mean) => `On average ${mean} of the ${allTechnical()}.`,
  choiceFinding: (share, { who, threshold, mode }, place, mean) =>
    `${place}: ${share} of ${who} cannot choose any technical profiel within ${threshold} ${mode} of home${mean === null ? "" : `; on average there are ${mean} of the ${allTechnical()}`}`,
  choiceLegend: ({ threshold, mode }) =>
    `Number of technical profielen to choose from, within ${threshold} ${mode}`,
  choiceTitle: (kind) => `Choice of technical profielen per ${kind}`,
  choiceTableColumns: { naam: "Area", niet: "None", profielen: "Number" },
  choiceTableColumnsLong: {
    naam: "Area",
    niet: "Students who cannot choose any technical profiel",
    profielen: "Number of technical profielen to choose from, on average per student",
  },
  choiceHere: (count) => `${count} of the 5 technical profielen`,
  curve: "How far is far enough?",
  curveAbout: "Share who can take it, against distance",
  curveAboutTime: "Share who can take it, against travel time",
  curveWords: (parts) => `A line for each leerweg. ${parts}`,
  curvePart: (leerweg, share, threshold) => `${leerweg}: ${share} within ${threshold}.`,
  asTable: "These lines as a table",
  within1: "Within",
  country: (example) => (example ? "all of Voorbeeldland" : "all of the Netherlands"),
  backToCountry: (example) => `Show ${example ? "all of Voorbeeldland" : "all of the Netherlands"}`,
  finding: (share, who, threshold, mode, state, place) =>
    `${place}: ${share} of ${who} can take ${offer(state.profiel)} in ${state.leerweg} within ${threshold} ${mode} of home`,
  findingWithout: (why, who, threshold, mode, state, place) =>
    `${place}: share of ${who} who can take ${offer(state.profiel)} in ${state.leerweg} within ${threshold} ${mode} of home: ${why}`,
  mapLabel:
    "Map of postcodes. Arrow keys move, plus and minus zoom, Enter opens the postcode in the middle.",
  mapLabelOther: (what) => `Second map: ${what}`,
  noMap: "This browser cannot draw the map. All figures are in the table.",
  twoFingers: "Move the map with two fingers",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  background: "Background map",
  noBackground: "The background map cannot be fetched now; the rest of the map is right.",
  legend: "Legend",
  legendNear: "Distance from home to the nearest school that offers it",
  legendNearTime: "Travel time from home to the nearest school that offers it",
  from: (low, high) => `${low}-${high}`,
  moreThan: (low) => `more than ${low}`,
  legendGap: (threshold) => `gap: farther than ${threshold}`,
  legendEmpty: "no students or no postcode",
  legendHidden: "number protected",
  legendCutOff: "cannot be reached by road",
  legendPair: (state) => `school with ${offer(state.profiel)} in ${state.leerweg}`,
  legendOther: (state) =>
    state.profiel === "techniek"
      ? "school with technology, not in this leerweg"
      : "school with this profiel, not in this leerweg",
  legendNone: "other vmbo school",
  gap: "gap",
  students: (counts, who) => `${counts} ${who}`,
  farther: (limit) => `farther than ${limit}`,
  table: (kind) => `Students out of reach by ${kind}`,
  columns: { naam: "Area", niet: "Cannot", deel: "Share can" },
  columnsLong: { naam: "Area", niet: "Students who cannot take it", deel: "Share who can take it" },
  more: (count) => `Show all ${number(count)}`,
  sorted: (column, down) =>
    `Sorted by ${column.toLowerCase()}, ${down ? "highest" : "lowest"} first`,
  showArea: (name) => `Show ${name} on the map`,
  downloads: "Save",
  close: "Close",
  postcode: "Postcode",
  studentsHere: (counts, who) => `${counts} ${who}`,
  nearest: (state) => `Nearest school with ${offer(state.profiel)} in ${state.leerweg}`,
  nowhere: (limit) => `No school found within ${limit}.`,
  noWay: "no road",
  choices: (count, leerweg, threshold, mode) =>
    `${count === 0 ? "None" : count} of the ${allTechnical()} technical profielen can be taken in ${leerweg} within ${threshold} ${mode}.`,
  choiceTable: "Each technical profiel",
  choiceColumns: ["Profiel", "Nearest", "Within reach"],
  yes: "yes",
  no: "no",
  whyGap: "Why is this a gap?",
  noGap: "This is no gap: there is an offer within reach.",
  nobodyHere: "No students of this group live here.",
  reasons: {
    leerwegOntbreekt: (state, way, school) =>
      `${Offer(state.profiel)} is offered ${way} away (${school}), but not in ${state.leerweg}.`,
    netVerder: (state, way, school, threshold) =>
      `The offer lies just beyond ${threshold}: ${way}, at ${school}.`,
    profielOntbreekt: (state, way, school) =>
      `There is a vmbo school at ${way} (${school}), but it has ${state.profiel === "techniek" ? "no technical profiel" : `no ${state.profiel}`}.`,
    geenVestiging: (state, way, school, threshold) =>
      `There is no vmbo school within ${threshold}.`,
    geenWeg: (state, way, school, threshold) =>
      `In a straight line ${school} lies within ${threshold}, but not by road: there is water between, or no road.`,
    buitenWegen: (lacking) =>
      `Cannot be computed: no ${LACKING[lacking]} ${are(lacking)} known here.`,
    onbekend: () => "Unknown: this postcode cannot be placed on the map.",
  },
  remedies: {
    leerwegOntbreekt: (state) =>
      `This gap closes if that school offers it in ${state.leerweg} too.`,
    netVerder: () => "This gap closes with transport, or with a slightly wider limit.",
    profielOntbreekt: () => "This gap closes if that school adds the profiel.",
    geenVestiging: () => "This gap closes only with transport, or with a new offer nearer by.",
    geenWeg: () => "This gap closes with a shorter way, such as a bridge, a ferry or a cycle path.",
    buitenWegen: () => "",
    onbekend: () => "",
  },
  cardSources: (dates) => `Figures: ${dates}.`,
  found: (count) => (count === 0 ? "Nothing found" : `${number(count)} found`),
  placeOf: (place, count) => `${place} (${number(count)} postcodes)`,
  compare: "Compare",
  compareWith: "Compare with",
  nothing: "nothing",
  swipe: "Slide between the maps",
  flips: (count, people) =>
    count === 0
      ? "No postcode changes."
      : `${number(count)} ${count === 1 ? "postcode changes" : "postcodes change"}: ${people}`,
  flipsHidden: (count) => ` (the number is protected in ${number(count)})`,
  flipColumns: ["Postcode", "Students"],
  losesThere: "becomes a gap",
  gainsThere: "is no longer a gap",
  sourcesHead: "Sources",
  sourceKinds: {
    "duo-leerlingen": "students per vestiging (DUO)",
    "duo-examens": "exam candidates (DUO)",
    "duo-vestigingen": "addresses of schools (DUO)",
    "duo-licenties": "licences (DUO)",
    "duo-herkomst": "students by home (DUO)",
    leerlingen: "own count of students",
    locations: "places of schools",
    "pc4-areas": "postcode areas (CBS)",
    gebieden: "gemeenten and provinces (CBS)",
    postcodes: "postcodes",
    places: "places and inhabitants",
    inhabitants: "inhabitants by age (CBS)",
    "sto-regios": "STO regions",
    basisscholen: "primary schools",
    "po-leerlingen": "pupils of primary schools (DUO)",
    facilities: "hotspots and techlabs",
    osm: "roads, © OpenStreetMap contributors (ODbL)",
  },
  definitionsHead: "What the words mean",
  definitions: () => [
    [
      "Offer",
      "a school has at least one third-year in this profiel and leerweg, or declares that it offers it.",
    ],
    [
      "Straight line",
      "hemelsbreed: from home to school as the crow flies. The STO monitor uses 10 km.",
    ],
    [
      "Gap",
      "a postcode where students live and whose nearest offer is farther than the chosen distance.",
    ],
    ["A technical profiel", `at least one of ${listed(TECHNISCH)}.`],
    ["Protected", "so few students that the number may not be shown."],
    ["Likely between ... and ...", "where the number lies with 95%: addresses are not known."],
    ["Certainly between ... and ...", "where it lies, wherever in their postcode students live."],
  ],
  methods: {
    own: "Third-years are counted by the postcode where they live.",
    herkomst: "Where students live is estimated from students per school and home postcode (DUO).",
    gravity:
      "Where students live is estimated from students per school, inhabitants per postcode and distance. The limits are therefore wide and no certainty.",
    inhabitants:
      "Inhabitants of this age stand for students: as if the same share went to vmbo everywhere.",
  },
  rounded: (to) => `Numbers are rounded to multiples of ${to}, so that nobody can be recognised.`,
  letThrough: (doubt) => `Let through on purpose: ${doubt}`,
  provisional: "provisional",
  mixedYears: "The data are of different years: see the dates.",
  notComparable: "These figures cannot be compared with table B3.6 of the STO monitor.",
  methodLine: (name, version) => `Data: ${name} · method ${version} · map drawn with MapLibre · `,
  apiLink: "all figures through the API",
  loading: "Loading",
  retry: "Try again",
  failed: "The figures could not be fetched.",
  saved: "The map was saved.",
  // What if.
  whatIf: "What if",
  whatIfBegin: "What if a school closes or opens?",
  whatIfStop: "Stop what-if",
  noEdits: "No changes yet. Choose a school or a place.",
  draw: "What changes?",
  findSite: "Find a school or postcode",
  chooseSite: "Click a school on the map, or an empty spot for a new one. You can also search.",
  newPlaceIn: (place) => `New place in ${place}`,
  newPlaceAbout: "Choose what opens here. The place is put in the middle of the postcode.",
  turnOffers: "● is there now. Click to close or open.",
  offerAt: (what, name) => `${what}: ${name}`,
  turnOffer: (is, what) => `${is ? "Close" : "Open"} ${what}`,
  closeSite: "Close this whole school",
  mergeWith: "Merge with …",
  merge: "Merge",
  moveTo: "Move to postcode",
  move: "Move",
  undo: "Undo",
  editWords: (kind, at, rest) =>
    ({
      sluit: rest ? `${rest} closes: ${at}` : `school closes: ${at}`,
      open: `${rest} opens: ${at}`,
      nieuw: `${rest} opens at a new place: ${at}`,
      samen: `${at} merges into ${rest}`,
      verplaats: `${at} moves to ${rest}`,
    })[kind],
  removeEdit: (words) => `Remove: ${words}`,
  tooManyEdits: (most) => `A link holds ${most} changes. Remove one first.`,
  staleLink: (name) => `This link was made with other data. The figures here are of ${name}.`,
  openStale: (year) => `Show with the data of ${year}`,
  sides: (edited) => (edited ? "with the changes" : "now"),
  becomes: " becomes ",
  betweenBoth: (before, after) => `now ${before}, then ${after}`,
  groupLine: (group, people, ends) => {
    const one = people.startsWith("1 ");
    const words = {
      enigeKwijt: one ? "loses the only school within reach" : "lose the only school within reach",
      eersteErbij: one ? "gets a school within reach" : "get a school within reach",
      andereKwijt: one ? "loses a school but keeps another" : "lose a school but keep another",
      tweedeErbij: one ? "gets one more school" : "get one more school",
    }[group];
    return [people, ` ${words}${ends ? ` (${ends})` : ""}.`];
  },
  onlyChoice: ["Only choice:", " nobody gains or loses access."],
  likelyChoice: ["Likely only choice:", " nobody gains or loses access."],
  choiceLine: (before, after) => [
    "",
    `${before} → ${after} technical profielen to choose from on average.`,
  ],
  onlyChoiceShort: "only choice",
  noChange: (state, threshold) => [
    "",
    `Nothing changes for ${offer(state.profiel)} in ${state.leerweg} within ${threshold}.`,
  ],
  cannotCompute: "These changes could not be worked out. The map shows how it is now.",
  outcomeOf: (state, { who, threshold, mode }) =>
    `Share of ${who} with ${offer(state.profiel)} in ${state.leerweg} within ${threshold} ${mode} of home.`,
  outcome: (shares, who, threshold, mode, state, place, what) =>
    `${place}: from ${shares[0]} to ${shares[1]} of ${who} with ${offer(state.profiel)} in ${state.leerweg} within ${threshold} ${mode} of home. ${what.replace(/\.$/, "")}`,
  outcomeBars: "Bar: then. Mark: now.",
  alsoFor: "Also different",
  otherPair: (row, change) => `${offer(row.profiel)} in ${row.leerweg}: ${change}`,
  outcomeTable: (kind) => `What changes by ${kind}`,
  outcomeNote:
    "Only areas where something changes. Difference: students within reach gained or lost.",
  outcomeEmpty: "Reach changes in no area.",
  outcomeColumns: { naam: "Area", voor: "Now", na: "Then", niet: "Difference" },
  outcomeColumnsLong: {
    naam: "Area",
    voor: "Share who can take it now",
    na: "Share who can take it then",
    niet: "Size of the difference in students",
  },
  points: (change) => `${change} points`,
  differenceTitle: (state) => `Who notices? ${Offer(state.profiel)} in ${state.leerweg}`,
  differenceLegend: (look, threshold) =>
    ({
      enigeKwijt: `loses the only school within ${threshold}`,
      eersteErbij: `gets a school within ${threshold}`,
      andereKwijt: "loses a school, keeps another",
      tweedeErbij: "gets one more school",
      gelijk: "the same",
      gat: "remains a gap",
    })[look],
  changeTip: (was, is) => `now ${was}, then ${is}`,
  opens: "opens",
  closes: "closes",
  copyLink: "Copy the link",
  linkCopied: "The link was copied. Who opens it sees the same.",
  copyYourself: "Copy this link yourself.",
  makeDossier: "Make the dossier",
  key: "Key of this service",
  keyAbout:
    "The key stays in this tab and never enters the link. Its administrator gives you one. Leave the field empty if this service asks for none.",
  keyRefused: "This key may not make a dossier. Try another.",
  keyForgotten: "The key was forgotten.",
  forgetKey: "Forget the key",
  dossierBusy: "The dossier is being made.",
  dossierReady: "The dossier is ready.",
  dossierFailed: "The dossier could not be made.",
  dossierFiles: {
    "dossier.pdf": "Report (PDF)",
    "dossier.xlsx": "Tables (XLSX)",
    "dossier.zip": "Everything (ZIP)",
  },
};
