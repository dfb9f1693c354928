// Dutch, at a level that most people read with ease (B1).

import { TECHNISCH } from "./codes.js";
import { listed, number } from "./numbers.js";

const offer = (profiel) => (profiel === "techniek" ? "een technisch profiel" : profiel);
const Offer = (profiel) => (profiel === "techniek" ? "Een technisch profiel" : profiel);
const UP_TO_TEN = [
  "nul",
  "een",
  "twee",
  "drie",
  "vier",
  "vijf",
  "zes",
  "zeven",
  "acht",
  "negen",
  "tien",
];
/** How many technical profielen there are, in letters. */
const allTechnical = () => UP_TO_TEN[TECHNISCH.length];

const LACKING = {
  wegen: "wegen",
  dienstregeling: "dienstregeling",
  beide: "wegen of dienstregeling",
};
const are = (lacking) => (lacking === "wegen" ? "zijn" : "is");

/** Say within which way of home; only a straight line goes before it in good Dutch. */
const fromHome = (threshold, mode, modus = mode) =>
  `binnen ${threshold} ${modus === "hemelsbreed" ? `${mode} van huis` : `van huis ${mode}`}`;

export const NL = {
  skip: "Naar de tabel met cijfers",
  subtitle: "techniek op het vmbo",
  about: "Over de cijfers",
  toPlanning: "Plannen",
  otherLanguage: "English",
  answer: "Het antwoord",
  map: "De kaart",
  example: "Voorbeeldgegevens: geen echte scholen of leerlingen",
  minutes: "minuten",
  sentence: (modus) =>
    `Welk deel van de {leerweg}-leerlingen kan {profiel} volgen ${fromHome("{drempel}", "{modus}", modus)}, in {plek} per {gebieden}?`,
  subsentence: "Deel van {noemer}.",
  yearSentence: "Stand van {snapshot}.",
  technicalGroup: "Technische profielen",
  otherGroup: "Andere profielen",
  label: {
    leerweg: "Leerweg",
    profiel: "Profiel",
    drempel: "Afstand of reistijd",
    modus: "Hoe gemeten",
    of: "Wat anders ook goed is",
    noemer: "Waarvan het deel is genomen",
    laag: "Wat de kaart toont",
    snapshot: "Peildatum",
    gebieden: "Indeling in gebieden",
    plek: "Gebied, postcode of school",
  },
  // Until an answer says whom it counts.
  anyone: { aantal: "leerlingen", meer: "leerlingen", een: "leerling" },
  countedAre: (label) => `Geteld: ${label}.`,
  within: (threshold, mode) => `binnen ${threshold} ${mode}`,
  not: (people) => [people, " niet"],
  beyond: (share, state, threshold, mode) =>
    `${share} woont verder dan ${threshold} ${mode} van een school met ${offer(state.profiel)} in de ${state.leerweg}.`,
  everyone: (state, { who, threshold, mode }) =>
    `Alle ${who} wonen binnen ${threshold} ${mode} van een school met ${offer(state.profiel)} in de ${state.leerweg}.`,
  between: (low, high) => `waarschijnlijk tussen ${low} en ${high}`,
  certain: (low, high) => `Zeker is alleen: tussen ${low} en ${high}.`,
  betweenPeople: (low, high, who) => `Waarschijnlijk tussen ${low} en ${high} ${who}.`,
  cutOff: (people) => `Bij ${people} is er geen weg naar een school.`,
  unplaced: (people) => `Van ${people} is de woonplaats niet op de kaart te vinden.`,
  tooCoarse: "Deze gegevens zijn te grof voor een antwoord",
  tooCoarseWhy: (low, high) => `Het juiste deel ligt ergens tussen ${low} en ${high}.`,
  noRoads: (lacking) => `niet te berekenen (geen ${LACKING[lacking]})`,
  noRoadsShort: (lacking) => `geen ${LACKING[lacking]}`,
  noRoadsWhy: (people, lacking, low, high) =>
    `Bij ${people} ${are(lacking)} geen ${LACKING[lacking]} bekend. Binnen bereik woont tussen ${low} en ${high}.`,
  outside: (people, lacking) =>
    `Bij ${people} ${are(lacking)} geen ${LACKING[lacking]} bekend; zij tellen in het deel niet mee.`,
  noStudents: (who) => `Hier wonen geen ${who}.`,
  hidden: "afgeschermd",
  hiddenWhy: "Het gaat om zo weinig leerlingen dat het aantal niet getoond mag worden.",
  noData: "geen gegevens",
  bars: "Per leerweg",
  barsAbout: (state, who) =>
    `Deel van de ${state.noemer === "leerweg" ? "leerlingen van elke leerweg" : who} met ${offer(state.profiel)} in die leerweg`,
  trend: "Door de jaren heen",
  trendAbout: "Deel dat het kan volgen, per peildatum",
  year: "Peildatum",
  layerSentence: "De kaart toont {laag}.",
  laag: { afstand: "hoe ver het is", keuze: "hoeveel technische profielen er zijn" },
  choiceHead: "Hoeveel technische profielen?",
  choiceAbout: (state, { who, threshold, mode }) =>
    `Deel van de ${who} dat in de ${state.leerweg} uit zoveel technische profielen kan kiezen, binnen ${threshold} ${mode}`,
  choiceMean: (mean) => `Gemiddeld ${mean} van de ${allTechnical()}.`,
  choiceFinding: (share, { who, threshold, mode }, place, mean) =>
    `${place}: ${share} van de ${who} kan geen enkel technisch profiel kiezen ${fromHome(threshold, mode)}${mean === null ? "" : `; gemiddeld zijn het er ${mean} van de ${allTechnical()}`}`,
  choiceLegend: ({ threshold, mode }) =>
    `Aantal technische profielen om uit te kiezen, binnen ${threshold} ${mode}`,
  choiceTitle: (kind) => `Keuze uit technische profielen per ${kind}`,
  choiceTableColumns: { naam: "Gebied", niet: "Geen", profielen: "Aantal" },
  choiceTableColumnsLong: {
    naam: "Gebied",
    niet: "Leerlingen die geen enkel technisch profiel kunnen kiezen",
    profielen: "Aantal technische profielen om uit te kiezen, gemiddeld per leerling",
  },
  choiceHere: (count) => `${count} van de ${TECHNISCH.length} technische profielen`,
  curve: "Hoe ver is ver genoeg?",
  curveAbout: "Deel dat het kan volgen, tegen de afstand",
  curveAboutTime: "Deel dat het kan volgen, tegen de reistijd",
  curveWords: (parts) => `Lijnen per leerweg. ${parts}`,
  curvePart: (leerweg, share, threshold) => `${leerweg}: ${share} binnen ${threshold}.`,
  asTable: "Deze lijnen als tabel",
  within1: "Binnen",
  country: (example) => (example ? "heel Voorbeeldland" : "heel Nederland"),
  backToCountry: (example) => `Toon ${example ? "heel Voorbeeldland" : "heel Nederland"}`,
  finding: (share, who, threshold, mode, state, place) =>
    `${place}: ${share} van de ${who} kan ${offer(state.profiel)} in de ${state.leerweg} volgen ${fromHome(threshold, mode)}`,
  findingWithout: (why, who, threshold, mode, state, place) =>
    `${place}: deel van de ${who} dat ${offer(state.profiel)} in de ${state.leerweg} kan volgen ${fromHome(threshold, mode)}: ${why}`,
  mapLabel:
    "Kaart van postcodes. Pijltjes verschuiven, plus en min zoomen, Enter opent de postcode in het midden.",
  mapLabelOther: (what) => `Tweede kaart: ${what}`,
  noMap: "De kaart kan in deze browser niet getekend worden. Alle cijfers staan in de tabel.",
  twoFingers: "Schuif de kaart met twee vingers",
  zoomIn: "Dichterbij",
  zoomOut: "Verder weg",
  background: "Achtergrondkaart",
  noBackground: "De achtergrondkaart is nu niet op te halen; de rest van de kaart klopt.",
  legend: "Legenda",
  legendNear: "Afstand van huis tot de dichtstbijzijnde school met dit aanbod",
  legendNearTime: "Reistijd van huis tot de dichtstbijzijnde school met dit aanbod",
  from: (low, high) => `${low}-${high}`,
  moreThan: (low) => `meer dan ${low}`,
  legendGap: (threshold) => `gat: verder dan ${threshold}`,
  legendEmpty: "geen leerlingen of geen postcode",
  legendHidden: "aantal afgeschermd",
  legendCutOff: "niet bereikbaar over de weg",
  legendPair: (state) => `school met ${offer(state.profiel)} in de ${state.leerweg}`,
  legendOther: (state) =>
    state.profiel === "techniek"
      ? "school met techniek, niet in deze leerweg"
      : "school met dit profiel, niet in deze leerweg",
  legendNone: "andere vmbo-school",
  gap: "gat",
  students: (counts, who) => `${counts} ${who}`,
  farther: (limit) => `verder dan ${limit}`,
  // The table.
  table: (kind) => `Leerlingen buiten bereik per ${kind}`,
  columns: { naam: "Gebied", niet: "Niet", deel: "Deel wel" },
  columnsLong: {
    naam: "Gebied",
    niet: "Leerlingen die het niet kunnen volgen",
    deel: "Deel dat het wel kan volgen",
  },
  more: (count) => `Toon alle ${number(count)}`,
  sorted: (column, down) =>
    `Gesorteerd op ${column.toLowerCase()}, ${down ? "hoogste" : "laagste"} eerst`,
  showArea: (name) => `Toon ${name} op de kaart`,
  downloads: "Opslaan",
  // The card of a postcode.
  close: "Sluiten",
  postcode: "Postcode",
  studentsHere: (counts, who) => `${counts} ${who}`,
  nearest: (state) => `Dichtstbijzijnde school met ${offer(state.profiel)} in de ${state.leerweg}`,
  nowhere: (limit) => `Geen school gevonden binnen ${limit}.`,
  noWay: "geen weg",
  choices: (count, leerweg, threshold, mode) =>
    `${count === 0 ? `Geen van de ${allTechnical()} technische profielen is` : count === 1 ? `1 van de ${allTechnical()} technische profielen is` : `${count} van de ${allTechnical()} technische profielen zijn`} in de ${leerweg} te volgen binnen ${threshold} ${mode}.`,
  choiceTable: "Elk technisch profiel",
  choiceColumns: ["Profiel", "Dichtstbij", "Binnen bereik"],
  yes: "ja",
  no: "nee",
  whyGap: "Waarom is dit een gat?",
  noGap: "Dit is geen gat: er is aanbod binnen bereik.",
  nobodyHere: "Hier wonen geen leerlingen uit deze groep.",
  reasons: {
    leerwegOntbreekt: (state, way, school) =>
      `${Offer(state.profiel)} wordt ${way} verderop wel aangeboden (${school}), maar niet in de ${state.leerweg}.`,
    netVerder: (state, way, school, threshold) =>
      `Het aanbod ligt net buiten de ${threshold}: ${way}, bij ${school}.`,
    profielOntbreekt: (state, way, school) =>
      `Op ${way} staat een vmbo-school (${school}), maar die heeft ${state.profiel === "techniek" ? "geen technisch profiel" : `geen ${state.profiel}`}.`,
    geenVestiging: (state, way, school, threshold) => `Binnen ${threshold} staat geen vmbo-school.`,
    geenWeg: (state, way, school, threshold) =>
      `Hemelsbreed ligt ${school} binnen ${threshold}, maar over de weg niet: er ligt water tussen of er is geen weg.`,
    buitenWegen: (lacking) =>
      `Niet te berekenen: hier ${are(lacking)} geen ${LACKING[lacking]} bekend.`,
    onbekend: () => "Niet bekend: deze postcode is niet op de kaart te plaatsen.",
  },
  remedies: {
    leerwegOntbreekt: (state) =>
      `Dit gat gaat dicht als deze school het ook in de ${state.leerweg} aanbiedt.`,
    netVerder: () => "Dit gat gaat dicht met vervoer, of met een iets ruimere grens.",
    profielOntbreekt: () => "Dit gat gaat dicht als deze school het profiel erbij krijgt.",
    geenVestiging: () => "Dit gat gaat alleen dicht met vervoer, of met nieuw aanbod dichterbij.",
    geenWeg: () =>
      "Dit gat gaat dicht met een kortere route, zoals een brug, een veer of een fietspad.",
    buitenWegen: () => "",
    onbekend: () => "",
  },
  cardSources: (dates) => `Cijfers: ${dates}.`,
  // Search.
  found: (count) =>
    count === 0 ? "Niets gevonden" : count === 1 ? "1 gevonden" : `${number(count)} gevonden`,
  placeOf: (place, count) => `${place} (${number(count)} postcodes)`,
  // Comparing.
  compare: "Vergelijken",
  compareWith: "Vergelijk met",
  nothing: "niets",
  swipe: "Schuif tussen de kaarten",
  flips: (count, people) =>
    count === 0
      ? "Geen enkele postcode verandert."
      : `${number(count)} ${count === 1 ? "postcode verandert" : "postcodes veranderen"}: ${people}`,
  flipsHidden: (count) => ` (van ${number(count)} is het aantal afgeschermd)`,
  flipColumns: ["Postcode", "Leerlingen"],
  losesThere: "wordt een gat",
  gainsThere: "is geen gat meer",
  // Sources, and what the words mean.
  sourcesHead: "Bronnen",
  sourceKinds: {
    "duo-leerlingen": "leerlingen per vestiging (DUO)",
    "duo-examens": "examenkandidaten (DUO)",
    "duo-vestigingen": "adressen van scholen (DUO)",
    "duo-licenties": "licenties (DUO)",
    "duo-herkomst": "leerlingen naar woonplaats (DUO)",
    leerlingen: "eigen leerlingentelling",
    locations: "plaats van scholen",
    "pc4-areas": "postcodegebieden (CBS)",
    gebieden: "gemeenten en provincies (CBS)",
    postcodes: "postcodes",
    places: "plaatsen en inwoners",
    inhabitants: "inwoners naar leeftijd (CBS)",
    "sto-regios": "STO-regio's",
    basisscholen: "basisscholen",
    "po-leerlingen": "leerlingen van basisscholen (DUO)",
    facilities: "hotspots en techlabs",
    osm: "wegen, © OpenStreetMap-bijdragers (ODbL)",
  },
  definitionsHead: "Wat de woorden betekenen",
  definitions: () => [
    [
      "Aanbod",
      "een school heeft minstens één derdejaars in dit profiel en deze leerweg, of meldt dat zij het aanbiedt.",
    ],
    [
      "Hemelsbreed",
      "de rechte lijn van huis naar school. De STO-monitor rekent met 10 km hemelsbreed.",
    ],
    [
      "Gat",
      "een postcode waar leerlingen wonen en waar het dichtstbijzijnde aanbod verder weg is dan de gekozen afstand.",
    ],
    ["Een technisch profiel", `minstens één van ${listed(TECHNISCH)}.`],
    ["Afgeschermd", "zo weinig leerlingen dat het aantal niet getoond mag worden."],
    ["Waarschijnlijk tussen ... en ...", "met 95% zekerheid ligt het getal hiertussen."],
    ["Zeker tussen ... en ...", "waar het ligt, waar in hun postcode leerlingen ook wonen."],
  ],
  methods: {
    own: "Geteld zijn derdejaars naar de postcode waar zij wonen.",
    herkomst:
      "Waar leerlingen wonen is geschat uit het aantal leerlingen per school en woonpostcode (DUO).",
    gravity:
      "Waar leerlingen wonen is geschat uit het aantal leerlingen per school, de inwoners per postcode en de afstand. De grenzen zijn daarom ruim en geen zekerheid.",
    inhabitants:
      "Inwoners van deze leeftijd staan voor de leerlingen: aangenomen is dat overal hetzelfde deel naar het vmbo gaat.",
  },
  rounded: (to) =>
    `Aantallen zijn afgerond op veelvouden van ${to}, zodat niemand te herkennen is.`,
  letThrough: (doubt) => `Met opzet toegelaten: ${doubt}`,
  provisional: "voorlopig",
  mixedYears: "De gegevens zijn van verschillende jaren: let op de peildata.",
  notComparable: "Deze cijfers zijn niet te vergelijken met tabel B3.6 van de STO-monitor.",
  methodLine: (name, version) =>
    `Gegevens: ${name} · methode ${version} · kaart getekend met MapLibre · `,
  apiLink: "alle cijfers via de API",
  // Messages.
  loading: "Bezig met laden",
  retry: "Probeer het nog eens",
  failed: "De cijfers konden niet worden opgehaald.",
  saved: "De kaart is opgeslagen.",
  // Wat als.
  whatIf: "Wat als",
  whatIfBegin: "Wat als een school sluit of opent?",
  whatIfStop: "Stop met wat als",
  noEdits: "Nog geen wijzigingen. Kies een school of een plek.",
  draw: "Wat verandert er?",
  findSite: "Zoek een school of postcode",
  chooseSite:
    "Klik op de kaart op een school, of op een lege plek voor een nieuwe school. Zoeken kan ook.",
  newPlaceIn: (place) => `Nieuwe plek in ${place}`,
  newPlaceAbout: "Kies wat hier opengaat. De plek komt in het midden van de postcode.",
  turnOffers: "● is er nu. Klik om te sluiten of te openen.",
  offerAt: (what, name) => `${what}: ${name}`,
  turnOffer: (is, what) => `${is ? "Sluit" : "Open"} ${what}`,
  closeSite: "Sluit deze hele school",
  mergeWith: "Voeg samen met …",
  merge: "Voeg samen",
  moveTo: "Verplaats naar postcode",
  move: "Verplaats",
  undo: "Maak ongedaan",
  editWords: (kind, at, rest) =>
    ({
      sluit: rest ? `${rest} dicht: ${at}` : `school dicht: ${at}`,
      open: `${rest} open: ${at}`,
      nieuw: `${rest} open op een nieuwe plek: ${at}`,
      samen: `${at} gaat op in ${rest}`,
      verplaats: `${at} verhuist naar ${rest}`,
    })[kind],
  removeEdit: (words) => `Haal weg: ${words}`,
  tooManyEdits: (most) => `Er passen ${most} wijzigingen in een link. Haal er eerst een weg.`,
  staleLink: (name) =>
    `Deze link is gemaakt met andere gegevens. De cijfers hier zijn van ${name}.`,
  openStale: (year) => `Toon met de gegevens van ${year}`,
  sides: (edited) => (edited ? "met de wijzigingen" : "nu"),
  becomes: " wordt ",
  betweenBoth: (before, after) => `nu ${before}, straks ${after}`,
  groupLine: (group, people, ends) => {
    const one = people.startsWith("1 ");
    const words = {
      enigeKwijt: one
        ? "verliest de enige school binnen bereik"
        : "verliezen de enige school binnen bereik",
      eersteErbij: one ? "krijgt een school binnen bereik" : "krijgen een school binnen bereik",
      andereKwijt: one
        ? "verliest een school, maar houdt een andere"
        : "verliezen een school, maar houden een andere",
      tweedeErbij: one ? "krijgt er een school bij" : "krijgen er een school bij",
    }[group];
    return [people, ` ${words}${ends ? ` (${ends})` : ""}.`];
  },
  onlyChoice: ["Alleen keuze:", " niemand krijgt of verliest de toegang."],
  likelyChoice: ["Waarschijnlijk alleen keuze:", " niemand krijgt of verliest de toegang."],
  choiceLine: (before, after) => [
    "",
    `Gemiddeld ${before} → ${after} technische profielen om uit te kiezen.`,
  ],
  onlyChoiceShort: "alleen keuze",
  noChange: (state, threshold) => [
    "",
    `Voor ${offer(state.profiel)} in de ${state.leerweg} binnen ${threshold} verandert er niets.`,
  ],
  cannotCompute: "Deze wijzigingen konden niet worden doorgerekend. De kaart toont hoe het nu is.",
  outcomeOf: (state, { who, threshold, mode }) =>
    `Deel van de ${who} met ${offer(state.profiel)} in de ${state.leerweg} ${fromHome(threshold, mode)}.`,
  outcome: (shares, who, threshold, mode, state, place, what) =>
    `${place}: van ${shares[0]} naar ${shares[1]} van de ${who} met ${offer(state.profiel)} in de ${state.leerweg} ${fromHome(threshold, mode)}. ${what.replace(/\.$/, "")}`,
  outcomeBars: "Balk: straks. Streepje: nu.",
  alsoFor: "Ook anders",
  otherPair: (row, change) => `${offer(row.profiel)} in de ${row.leerweg}: ${change}`,
  outcomeTable: (kind) => `Wat verandert er per ${kind}`,
  outcomeNote:
    "Alleen gebieden waar iets verandert. Verschil: leerlingen binnen bereik erbij of eraf.",
  outcomeEmpty: "In geen enkel gebied verandert het bereik.",
  outcomeColumns: { naam: "Gebied", voor: "Nu", na: "Straks", niet: "Verschil" },
  outcomeColumnsLong: {
    naam: "Gebied",
    voor: "Deel dat het nu kan volgen",
    na: "Deel dat het straks kan volgen",
    niet: "Grootte van het verschil in leerlingen",
  },
  points: (change) => `${change} punt`,
  differenceTitle: (state) => `Wie merkt iets? ${Offer(state.profiel)} in de ${state.leerweg}`,
  differenceLegend: (look, threshold) =>
    ({
      enigeKwijt: `verliest de enige school binnen ${threshold}`,
      eersteErbij: `krijgt een school binnen ${threshold}`,
      andereKwijt: "verliest een school, houdt een andere",
      tweedeErbij: "krijgt er een school bij",
      gelijk: "gelijk",
      gat: "blijft een gat",
    })[look],
  changeTip: (was, is) => `nu ${was}, straks ${is}`,
  opens: "gaat open",
  closes: "gaat dicht",
  copyLink: "Kopieer de link",
  linkCopied: "De link is gekopieerd. Wie hem opent, ziet hetzelfde.",
  copyYourself: "Kopieer deze link zelf.",
  makeDossier: "Maak het dossier",
  key: "Sleutel van deze dienst",
  keyAbout:
    "De sleutel blijft in dit tabblad en komt niet in de link. U krijgt hem van de beheerder. Vraagt deze dienst geen sleutel, laat het veld dan leeg.",
  keyRefused: "Deze sleutel mag geen dossier maken. Probeer een andere.",
  keyForgotten: "De sleutel is vergeten.",
  forgetKey: "Vergeet de sleutel",
  dossierBusy: "Het dossier wordt gemaakt.",
  dossierReady: "Het dossier is klaar.",
  dossierFailed: "Het dossier kon niet worden gemaakt.",
  dossierFiles: {
    "dossier.pdf": "Rapport (PDF)",
    "dossier.xlsx": "Tabellen (XLSX)",
    "dossier.zip": "Alles (ZIP)",
  },
};
