// Everything that has a name: areas of every division, places, postcodes and schools.

import { division } from "./service.js";
import { beginsWith, matches, plain } from "./search.js";
import { calledOf } from "./schools.js";
import { say, wordOf } from "./words.js";

const KINDS = ["provincie", "gemeente", "sto-regio", "corop", "rmc"];
const MOST = 8;
const FOR_TYPING = 4;
/** "gemeente Groningen", "provincie:Groningen": which of the areas of a name is meant. */
const KIND_FIRST = new RegExp(`^(${KINDS.join("|")})[:\\s]+(?=\\S)`, "i");
const SIX = /^([0-9a-z]\d{3})\s*[a-z]{1,2}$/i;

/** What can be searched for; the names of areas are fetched when one begins to search. */
export class Named {
  constructor(scene, isExample) {
    Object.assign(this, { scene, isExample, areas: [] });
  }

  /** Return what is offered before anything is typed: the whole land and its provinces. */
  first() {
    const land = { words: say("country", this.isExample), land: true };
    return [land, ...this.areas.filter(({ kind }) => kind === "provincie").map(optionOf)];
  }

  /** Fetch the names once; a division that the data do not have is left out. */
  begin() {
    this.asked ??= Promise.all(
      KINDS.map((kind) =>
        division(kind).then(
          ({ gebieden }) =>
            Object.entries(gebieden).map(([code, names]) => ({ kind, code, names })),
          () => [],
        ),
      ),
    ).then((all) => (this.areas = all.flat()));
    return this.asked;
  }

  /** Return what a text may mean: areas first, then places and postcodes, then schools. */
  find(text) {
    const [said, kind] = KIND_FIRST.exec(text.trim()) ?? [""];
    const wanted = text.trim().slice(said.length).replace(SIX, "$1");
    if (!plain(wanted)) return [];
    if (kind) return this.areasNamed(wanted, kind.toLowerCase());
    const { postcodes, sites } = this.scene();
    const isLand = isLonger(plain(say("country", this.isExample)), plain(wanted));
    const found = [
      ...(isLand ? this.first().slice(0, 1) : []),
      ...this.areasCalled((name) => plain(name) === plain(wanted)),
      ...this.areasCalled((name) => isLonger(plain(name), plain(wanted))),
      ...matches(wanted, postcodes),
      ...this.schoolsCalled(wanted, sites, postcodes),
    ];
    if (found.length || plain(wanted).length < FOR_TYPING) return found.slice(0, MOST);
    const isNear = isNearTo(wanted);
    const isNearSchool = ({ korteNaam, naam }) => (korteNaam ?? naam).split(" ").some(isNear);
    return [
      ...this.areasCalled(isNear),
      ...nearPlaces(isNear, postcodes),
      ...this.schools(isNearSchool, sites, postcodes),
    ].slice(0, MOST);
  }

  areasCalled(isIt) {
    return this.areas.filter(({ names }) => names.some(isIt)).map(optionOf);
  }

  /** Return the areas of one kind whose name begins so, the one that is called so first. */
  areasNamed(wanted, kind) {
    const begins = (name) => plain(name).startsWith(plain(wanted));
    const isIt = ({ area }) => area.kind === kind;
    const found = this.areasCalled(begins).filter(isIt);
    return (found.length ? found : this.areasCalled(isNearTo(wanted)).filter(isIt)).slice(0, MOST);
  }

  schoolsCalled(wanted, sites, postcodes) {
    const isCalled = ({ naam, plaats, vestiging }) =>
      beginsWith(`${naam} ${plaats ?? ""}`, wanted) || plain(vestiging) === plain(wanted);
    return this.schools(isCalled, sites, postcodes);
  }

  /** Return the schools of which something is so, each with the postcode where it stands. */
  schools(isSo, sites, postcodes) {
    const at = new Map(postcodes.map((one) => [one.code, one]));
    return (sites?.features ?? [])
      .filter(({ properties }) => isSo(properties))
      .map(({ properties }) => ({
        sign: this.scene().signOf(properties),
        words: `${calledOf(properties)} (${[properties.adres, properties.vestiging].filter(Boolean).join(", ")})`,
        school: properties.vestiging,
        postcodes: [at.get((properties.postcode ?? "").slice(0, 4))].filter(Boolean),
      }))
      .filter((one) => one.postcodes.length);
  }
}

const optionOf = ({ kind, code, names }) => ({
  words: say("areaOf", names[0].replace(" (voorbeeldgegevens)", ""), wordOf("gebieden", kind)),
  area: { kind, code },
});

/** One letter off, two in a long name. */
const isNearTo = (wanted) => (name) =>
  distance(plain(name), plain(wanted)) <= (wanted.length > 7 ? 2 : 1);

const isLonger = (name, start) => name !== start && name.startsWith(start);

function nearPlaces(isNear, postcodes) {
  const places = new Set(postcodes.map(({ place }) => place).filter((place) => isNear(place)));
  return [...places].flatMap((place) => matches(place, postcodes).slice(0, 1));
}

/** Return how many letters differ between two words; two that changed places count once. */
export function distance(one, other) {
  const rows = [Array.from({ length: other.length + 1 }, (_, k) => k)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = rows[i - 1][j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwap = j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwap ? rows[i - 2][j - 2] + 1 : changed;
      row.push(Math.min(changed, swapped, rows[i - 1][j] + 1, row[j - 1] + 1));
    }
    rows.push(row);
  }
  return rows.at(-1).at(-1);
}
