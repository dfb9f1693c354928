// The vestigingen of the land: what they are called and offer, and which lie near.

/** Write the name of a place in small letters where a register shouts it. */
export const asWritten = (place) =>
  place === place.toUpperCase()
    ? place.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (one) => one.toUpperCase())
    : place;

/** Return what people call a school, with its place unless its name tells it. */
export function calledOf({ naam, korteNaam, plaats }) {
  const called = korteNaam ?? naam;
  if (!plaats || called.toLowerCase().includes(plaats.toLowerCase())) return called;
  return `${called}, ${asWritten(plaats)}`;
}

/** All vestigingen, by their codes. */
export class Schools {
  /** `features` are those of the service. */
  constructor(features) {
    this.byCode = new Map(
      features.map((one) => [one.id, { ...one.properties, at: one.geometry?.coordinates ?? null }]),
    );
  }

  has = (code) => this.byCode.has(code);

  placeOf = (code) => this.byCode.get(code)?.at ?? null;

  /** Return what is offered at a vestiging today; null where there is none. */
  offersOf(code) {
    const school = this.byCode.get(code);
    return school ? (school.aanbod ?? "").split(",").filter(Boolean) : null;
  }

  /** Name a vestiging with its place, or by its code where it is not known. */
  nameOf(code) {
    const school = this.byCode.get(code);
    if (!school) return code;
    const called = calledOf(school);
    // Two sites of one school in one place are told apart by their street, or code.
    const isDouble = this.double(called).length > 1;
    return isDouble ? `${called} (${school.adres ?? code})` : called;
  }

  /** Return the codes of the vestigingen that are called the same. */
  double(called) {
    if (!this.byName) {
      this.byName = new Map();
      for (const [code, school] of this.byCode) {
        const name = calledOf(school);
        this.byName.set(name, [...(this.byName.get(name) ?? []), code]);
      }
    }
    return this.byName.get(called) ?? [];
  }

  /** Return the codes of vestigingen of which a text fits. */
  found(fits) {
    return [...this.byCode]
      .filter(([code, { naam, korteNaam, plaats }]) =>
        fits(`${korteNaam ?? ""} ${naam} ${plaats ?? ""} ${code}`),
      )
      .map(([code]) => code);
  }

  /** Return the codes of the vestigingen nearest to one, the nearest first. */
  near(code, most = 15) {
    const here = this.placeOf(code);
    if (!here) return [];
    const squeeze = Math.cos((here[1] * Math.PI) / 180);
    const far = ([x, y]) => Math.hypot((x - here[0]) * squeeze, y - here[1]);
    return [...this.byCode]
      .filter(([other, { at }]) => other !== code && at)
      .toSorted(([, one], [, other]) => far(one.at) - far(other.at))
      .slice(0, most)
      .map(([other]) => other);
  }
}
