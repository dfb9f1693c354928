// The edits of a what-if: a short text in the address, and what each of them does.

import { LEERWEGEN, PROFIELEN } from "./state.js";

export const MOST = 20;
/** What the address holds while nothing has been edited yet. */
export const BEGUN = "-";

const BRIN = "[0-9A-Z]{6}";
const PC4 = "[0-9A-Z]{4}";
const OFFER = `(?:${PROFIELEN.slice(1).join("|")})-(?:${LEERWEGEN.join("|")})`;
const FORMS = {
  sluit: `${BRIN}(?:-${OFFER})?`,
  open: `${BRIN}-${OFFER}`,
  nieuw: `${PC4}-${OFFER}`,
  samen: `${BRIN}-${BRIN}`,
  verplaats: `${BRIN}-${PC4}`,
};

/** Return the edits that a text holds, in order; what cannot be read is `kapot`. */
export function editsOf(text) {
  if (!text || text === BEGUN) return [];
  return text
    .split("_")
    .slice(0, MOST)
    .map((one) => {
      const [kind, at, ...rest] = one.split("-");
      const form = Object.hasOwn(FORMS, kind) && new RegExp(`^${kind}-${FORMS[kind]}$`);
      return form && form.test(one)
        ? { text: one, kind, at, rest }
        : { text: one, kind: "kapot", at: "", rest: [] };
    });
}

/** Return the text of edits. */
export const textOf = (edits) => edits.map((one) => one.text).join("_") || BEGUN;

/** Return one edit more, or one less if it was there. */
export function toggled(edits, text) {
  const others = edits.filter((one) => one.text !== text);
  return others.length < edits.length ? others : [...edits, ...editsOf(text)];
}

/** Return edits with one offer of a vestiging turned round. */
export function offerTurned(edits, code, offer, world) {
  const own = [`open-${code}-${offer}`, `sluit-${code}-${offer}`];
  const kept = edits.filter((one) => !own.includes(one.text));
  if (kept.length < edits.length) return kept;
  const held = staged(edits, world).offers.get(code)?.has(offer);
  return [...edits, ...editsOf(own[held ? 1 : 0])];
}

/** Return edits with another one for a whole vestiging, instead of all others there. */
export function wholeEdited(edits, code, text) {
  return [...edits.filter((one) => one.at !== code), ...editsOf(text)];
}

/** Return edits with a vestiging moved, instead of where it was moved to before. */
export function moved(edits, code, pc4) {
  return [
    ...edits.filter((one) => one.kind !== "verplaats" || one.at !== code),
    ...editsOf(`verplaats-${code}-${pc4}`),
  ];
}

/** Return what is offered where before any edit, and which postcodes there are. */
export function worldOf(sites, postcodes) {
  const known = new Map(
    sites.features.map((one) => [
      one.id,
      { ...one.properties, at: one.geometry?.coordinates ?? null },
    ]),
  );
  const offers = new Map(
    [...known].map(([code, { aanbod }]) => [
      code,
      new Set((aanbod ?? "").split(",").filter(Boolean)),
    ]),
  );
  return { sites: known, offers, postcodes };
}

/** Try edits one after the other: what is wrong with each, and what is offered after. */
export function staged(edits, world) {
  const offers = new Map([...world.offers].map(([code, held]) => [code, new Set(held)]));
  const moves = new Map();
  const judged = edits.map((edit) => ({ ...edit, fault: tried(edit, offers, moves, world) }));
  return { edits: judged, valid: judged.filter((one) => !one.fault), offers };
}

function tried({ kind, at, rest }, offers, moves, world) {
  const offer = rest.join("-");
  const held = offers.get(at);
  if (kind === "kapot") return "unreadable";
  if (kind === "nieuw") {
    if (!world.postcodes.has(at)) return "unknownPostcode";
    if (held?.has(offer)) return "nothing";
    offers.set(at, new Set([...(held ?? []), offer]));
    return null;
  }
  if (!held) return world.offers.has(at) ? "alreadyClosed" : "unknownSite";
  if (kind === "open") return held.has(offer) ? "nothing" : (held.add(offer), null);
  if (kind === "sluit" && offer) return held.delete(offer) ? null : "nothing";
  if (kind === "sluit") return offers.delete(at) ? null : "nothing";
  if (kind === "samen") return merged(at, rest[0], offers, world);
  if (!world.postcodes.has(rest[0])) return "unknownPostcode";
  if (moves.get(at) === rest[0]) return "nothing";
  moves.set(at, rest[0]);
  return null;
}

function merged(one, other, offers, world) {
  if (one === other) return "nothing";
  if (!offers.has(other)) return world.offers.has(other) ? "alreadyClosed" : "unknownSite";
  offers.get(one).forEach((offer) => offers.get(other).add(offer));
  offers.delete(one);
  return null;
}

/** Return the vestigingen nearest to one, the nearest first. */
export function neighbours(code, world, most = 15) {
  const here = world.sites.get(code)?.at;
  if (!here) return [];
  const squeeze = Math.cos((here[1] * Math.PI) / 180);
  const far = ([x, y]) => Math.hypot((x - here[0]) * squeeze, y - here[1]);
  return [...world.sites]
    .filter(([other, { at }]) => other !== code && at)
    .sort(([, one], [, other]) => far(one.at) - far(other.at))
    .slice(0, most)
    .map(([other, site]) => ({ code: other, ...site }));
}
