// The area looked at: which postcodes lie in it, and which areas of another division.

import { division } from "./service.js";
import { borderOf, scopeOf } from "./state.js";

const EVERYWHERE = { has: null, areas: null, areaOf: null };
const FEWEST = 0.5;

/** Return the area of a division for each postcode. */
async function areaOfPostcode(kind, snapshot) {
  if (kind === "pc4") return { get: (postcode) => postcode };
  const { kolommen } = await division(kind, snapshot);
  return new Map(kolommen.postcode.map((code, k) => [code, kolommen.gebied[k]]));
}

/** Return what lies in the area looked at, as far as the state keeps to a part of the land. */
export async function placesWithin(state) {
  const scope = scopeOf(state);
  const isPerPostcode = state.gebieden === "pc4";
  if (!scope && !state.reden) return EVERYWHERE;
  const own =
    isPerPostcode || (!state.binnen && !state.reden)
      ? null
      : await areaOfPostcode(state.gebieden, state.snapshot);
  if (!scope) return { ...EVERYWHERE, areaOf: own };
  const inScope = await areaOfPostcode(scope.kind, state.snapshot);
  const has = (postcode) => inScope.get(postcode) === scope.code;
  const border = borderOf(state);
  if (!border) return { has, areas: null, areaOf: own };
  if (border.kind === "pc4") return { has, areas: around(border.code, own), areaOf: own };
  const borders = await areaOfPostcode(border.kind, state.snapshot);
  const isIn = (postcode) => borders.get(postcode) === border.code;
  const areas = isPerPostcode ? new Set([...borders.keys()].filter(isIn)) : mostlyIn(own, isIn);
  return { has, areas, areaOf: own };
}

/** Return the area of a division in which a postcode lies. */
const around = (postcode, own) => new Set([own ? own.get(postcode) : postcode]);

/** Keep the rows of a table to the area and to the reason that are chosen. */
export function rowsWithin(rows, state, figures, { has, areas, areaOf }) {
  if (state.gebieden === "pc4") {
    const reasonOf = new Map(
      figures.postcode.map((code, row) => [code, figures.redenNietBereikt[row]]),
    );
    return rows.filter(
      ({ code }) => (!has || has(code)) && (!state.reden || reasonOf.get(code) === state.reden),
    );
  }
  const inside = rows.filter(({ code }) => !areas || areas.has(code));
  if (!state.reden) return inside;
  const missed = new Map();
  figures.postcode.forEach((code, row) => {
    if (figures.reden[row] !== state.reden || figures.afgeschermd[row]) return;
    const area = areaOf.get(code);
    const count = figures.leerlingen[row] - figures.bereikt[row];
    missed.set(area, (missed.get(area) ?? 0) + count);
  });
  return inside
    .map((row) => ({ ...row, niet: row.hidden ? null : (missed.get(row.code) ?? 0) }))
    .filter(({ niet }) => niet >= FEWEST);
}

/** Return the areas of which at least half of the postcodes lie within. */
function mostlyIn(areaOf, isIn) {
  const counts = new Map();
  for (const [postcode, area] of areaOf) {
    const [all, inside] = counts.get(area) ?? [0, 0];
    counts.set(area, [all + 1, inside + (isIn(postcode) ? 1 : 0)]);
  }
  return new Set([...counts].filter(([, [all, inside]]) => 2 * inside >= all).map(([one]) => one));
}
