// Dutch words of planning, at a level that most people read with ease (B1).

import { number } from "../numbers.js";

const pupils = (count) => `${number(count)} ${Math.round(count) === 1 ? "leerling" : "leerlingen"}`;
const schools = (count) => `${number(count)} ${count === 1 ? "basisschool" : "basisscholen"}`;

export const PLAN_NL = {
  planSubtitle: "plannen: techlabs en de bus",
  toReach: "Bereik van het vmbo",
  views: {
    plekken: "Plekken voor een techlab",
    bus: "De bus, dag voor dag",
    budget: "Eén budget",
    deelname: "Wie doet mee?",
  },
  viewsLabel: "Wat wilt u zien?",
  planSentence:
    "Hoeveel leerlingen van groep 7 en 8 in {gebied} hebben een techlab of hotspot binnen {drempel} {modus} van school?",
  busSentence:
    "Welke basisschool zonder techlab in de buurt krijgt wanneer bezoek van het mobiele techlab?",
  budgetSentence:
    "Wat koopt één budget in {gebied}: techlabs, of bussen voor de scholen die er geen hebben binnen {drempel} {modus}?",
  budgetFields: {
    budget: "Budget",
    kostenPlek: "Kosten van een nieuwe plek",
    kostenBus: "Kosten van een bus",
  },
  budgetUnit: "In euro, alle drie over dezelfde tijd: een jaar, bijvoorbeeld.",
  budgetAsk: "Verdeel het budget",
  budgetBought: (n, buses) =>
    `${number(n)} ${n === 1 ? "nieuwe plek" : "nieuwe plekken"} en ${number(buses)} ${buses === 1 ? "bus" : "bussen"}`,
  budgetParts: (places, buses) =>
    `van de leerlingen: ${places} met een plek binnen bereik, ${buses} met bezoek van de bus`,
  budgetSpent: (amount) => `Uitgegeven: ${number(amount)} euro.`,
  budgetOnMap: "Zet de nieuwe plekken op de kaart",
  budgetTable: "Wat het budget koopt",
  budgetColumns: ["Plek", "Leerlingen", "Scholen"],
  noBudget: "Vul een budget in en wat een plek en een bus kosten.",
  takersSentence:
    "Welke basisscholen in {gebied} doen mee, en hangt dat af van een techlab binnen {drempel} {modus}?",
  takersFile: "Bezoeken (.csv)",
  takersText:
    "Met kolommen datum en school (BRIN), en als u ze weet activiteit, leerlingen en groepen. De dienst rekent ermee en bewaart er niets van.",
  takersBadFile:
    "Dit bestand is geen lijst van bezoeken: er is een kop nodig met in elk geval datum en school, en hoogstens 200 kB.",
  takersTable: "Wie doet mee",
  takersIn: (years) => `Wie doet mee, ${years}`,
  takersBy: { afstand: "Afstand of tijd", omvang: "Leerlingen per school", gebied: "Gemeente" },
  takersColumns: ["Scholen", "Altijd", "Soms", "Nooit", "Deel dat meedoet"],
  noTakers: "Open een lijst van bezoeken om te zien wie meedoet.",
  planLabel: {
    gebied: "Gebied",
    drempel: "Afstand of reistijd",
    modus: "Hoe gemeten",
    lijst: "Welke scholen",
    aantal: "Aantal plekken",
    dag: "Dag",
  },
  wholeCountry: (example) => (example ? "heel Voorbeeldland" : "heel Nederland"),
  before: (share) => `nu ${share}`,
  gainOf: (count, n) => `${pupils(count)} erbij, op ${schools(n)}`,
  noGain: "Er is nog geen nieuwe plek gekozen.",
  stillOut: (count, n) => [`${pupils(count)}`, ` op ${schools(n)} nog niet`],
  planNoteNow:
    "Geteld vanaf de basisschool. Een plek telt de leerlingen die eerdere plekken nog niet bereiken.",
  places: "Nieuwe plekken",
  search: "Zoek een postcode of plaats",
  howTo: "Klik op de kaart of zoek een postcode. Nog eens klikken haalt de plek weg.",
  placeGain: (count, n) => `+ ${pupils(count)} · ${schools(n)}`,
  placeAlone: (count) => `alleen deze plek: ${pupils(count)}`,
  remove: (name) => `Haal ${name} weg`,
  clear: "Haal alle plekken weg",
  tooMany: (most) => `Er passen hoogstens ${most} plekken op de kaart.`,
  noPlace: (code) => `In postcode ${code} kan geen plek komen. Kies een andere postcode.`,
  placed: (name, count) => `${name} gekozen: ${pupils(count)} erbij.`,
  removed: (name) => `${name} weggehaald.`,
  best: "Wat is de beste keuze?",
  bestText: (n) =>
    `De rekenhulp zoekt de ${n} plekken die samen de meeste leerlingen bereiken, en zet er andere keuzes naast.`,
  bestButton: "Zoek de beste plekken",
  plans: {
    beste: "Beste",
    volgende: "Op één na beste",
    eerlijkste: "Eerlijkst tussen gemeenten",
    stapVoorStap: "Eén plek tegelijk",
  },
  planColumns: ["Keuze", "Leerlingen"],
  planLeast: (share) => `minste gemeente: ${share}`,
  planShow: "Toon",
  planShowLong: (name) => `Toon op de kaart: ${name}`,
  proven: "Bewezen: geen andere keuze bereikt er meer.",
  notProven: (gap) => `Niet bewezen: een betere keuze kan hoogstens ${gap} meer bereiken.`,
  schoolLists: {
    erbij: "die erbij komen",
    buiten: "die nog niets hebben",
    al: "die al iets hebben",
  },
  schoolTable: "Basisscholen",
  schoolColumns: ["Basisschool", "Leerlingen", "Weg", "Via"],
  noSchoolData:
    "Deze gegevens bevatten geen basisscholen. Wie deze dienst beheert, kan ze toevoegen. Nodig zijn:",
  noSchoolFiles: [
    "een lijst van basisscholen met hun plaats (bron van soort basisscholen)",
    "hun leerlingen van groep 7 en 8, per vestiging, van DUO (bron van soort po-leerlingen)",
    "de techlabs en hotspots die er al zijn (bron van soort facilities); zonder telt alles als nieuw",
  ],
  noSchoolYet:
    "Wat nu al kan: een ronde van de bus openen die elders gemaakt is, en het bereik van het vmbo bekijken.",
  nothingHere: "Geen basisscholen.",
  few: "minder dan 5",
  moreRows: (count) => `Toon alle ${number(count)}`,
  saveCsv: "Plekken opslaan (CSV)",
  legendAl: "basisschool met een techlab binnen bereik",
  legendErbij: "basisschool die erbij komt",
  legendBuiten: "basisschool zonder techlab binnen bereik",
  legendLab: "techlab of hotspot",
  legendPlek: "nieuwe plek, met de cirkel hemelsbreed",
  legendPlekRoad: "nieuwe plek",
  planMapLabel:
    "Kaart. Pijltjes verschuiven, plus en min zoomen, Enter kiest de postcode in het midden.",
  // Asking a key, and waiting.
  keyAsk:
    "Voor rekenwerk is een sleutel nodig. U krijgt die van wie deze dienst beheert. De sleutel blijft alleen op deze pagina: hij wordt niet bewaard en komt niet in het adres.",
  key: "Sleutel",
  keyUse: "Reken uit",
  keyWrong: "Deze sleutel werkt hier niet. Controleer de sleutel en probeer het nog eens.",
  cancel: "Stop",
  working: "Aan het rekenen. Dit kan een minuut duren.",
  waiting: "In de wachtrij.",
  jobFailed: (why) => `Er kwam geen antwoord: ${why}`,
  jobStopped: "Gestopt.",
  // The bus.
  busMake: "Plan een ronde",
  busHolidays: "In de schoolvakantie van de eigen regio krijgt een school geen bezoek.",
  busFirst: "Eerste dag",
  busLast: "Laatste dag",
  busArea: "Gebied",
  busPlan: "Plan de ronde",
  busOpen: "Of open een bestand",
  busOpenText: "Een bestand dat bereik tour met --play schreef. Het blijft op deze computer.",
  busFile: "Bestand (.json)",
  busBadFile: "Dit bestand is geen ronde van de bus.",
  busOther: "Andere ronde",
  busHead: (area) => `Mobiel techlab, ${area}`,
  busSum: (days, visited, all) =>
    `${days} dagen op pad: ${visited} van de ${all} basisscholen zonder techlab in de buurt krijgen bezoek.`,
  busDay: (n, of) => `Dag ${n} van ${of}`,
  busTimes: (day) =>
    `${day.bus}: vertrek ${day.vertrek}, terug ${day.terug}, ${number(day.rijminuten)} minuten rijden`,
  previous: "Vorige dag",
  next: "Volgende dag",
  play: "Speel af",
  pause: "Stop met afspelen",
  noPlay: "Afspelen staat uit, omdat uw computer om weinig beweging vraagt. Gebruik de knoppen.",
  stop: (visit) =>
    `${visit.van} - ${visit.tot} · ${visit.groepen} ${visit.groepen === 1 ? "groep" : "groepen"}`,
  stopPupils: (count) => pupils(count),
  noTour: "Nog geen ronde. Plan er een, of open een bestand.",
  visitsTable: "Alle bezoeken",
  visitColumns: ["Dag", "Basisschool", "Leerlingen"],
  leftTable: "Geen bezoek",
  leftColumns: ["Basisschool", "Leerlingen", "Waarom niet"],
  nobodyLeft: "Elke basisschool krijgt bezoek.",
  reasonsLeft: {
    buitenWegen: "de school ligt buiten de bekende wegen",
    geenWeg: "er is geen weg vanaf een standplaats",
    vakantie: "de school heeft vakantie op alle dagen van deze periode",
    teLangRijden: "heen en terug rijden duurt langer dan op een dag mag",
    teLangeDag: "de dag wordt te lang voor de begeleiders",
    geenPlek: "er is geen dagdeel meer vrij; andere bezoeken bereiken meer leerlingen",
  },
  legendDay: "rit van deze dag over de weg",
  legendDayStraight: "rit van deze dag, hemelsbreed getekend: de weg is niet bekend",
  legendOtherDays: "ritten van andere dagen",
  legendStop: "stop van deze dag, in volgorde",
  legendVisited: "al bezocht",
  legendLater: "komt later aan de beurt",
  legendLeft: "krijgt geen bezoek",
  legendDepot: "standplaats van de bus",
  planDefinitions: [
    [
      "Techlab of hotspot",
      "een plek waar basisscholen techniek komen doen, van welke eigenaar ook.",
    ],
    [
      "Binnen bereik",
      "de weg van de basisschool naar de plek is niet langer dan gekozen. Boven 6 km regelen regio's vaak een bus.",
    ],
    [
      "Erbij",
      "leerlingen van groep 7 en 8 op scholen die zonder deze plek niets binnen bereik hebben.",
    ],
    [
      "Eerlijkst",
      "de keuze waarbij de gemeente met het kleinste deel zo veel mogelijk leerlingen bereikt.",
    ],
    ["Minder dan 5", "zo weinig leerlingen dat het aantal niet getoond mag worden."],
  ],
};
