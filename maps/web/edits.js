// The edits as the address holds them; what each says and does, the service tells.

/** What the address holds while nothing has been edited yet. */
export const BEGUN = "-";

/** Return the texts of the edits, in order. */
export const textsOf = (als) => (als && als !== BEGUN ? als.split("_") : []);

const joined = (texts) => texts.join("_") || BEGUN;

/** Return the edits without one, which stood k-th when it was last looked at. */
export function without(als, text, k) {
  const texts = textsOf(als);
  const at = texts[k] === text ? k : texts.indexOf(text);
  return joined(texts.filter((_, other) => other !== at));
}

/** Return one edit more, or one less if it was there. */
export function toggled(als, text) {
  const texts = textsOf(als);
  return joined(texts.includes(text) ? texts.filter((one) => one !== text) : [...texts, text]);
}

/** Return the edits with one offer of a vestiging turned round. */
export function offerTurned(als, code, offer, isOffered) {
  const own = [`open-${code}-${offer}`, `sluit-${code}-${offer}`];
  const texts = textsOf(als);
  const kept = texts.filter((one) => !own.includes(one));
  return joined(kept.length < texts.length ? kept : [...texts, own[isOffered ? 1 : 0]]);
}

/** Return the edits with another one for a whole vestiging, instead of all others there. */
export function wholeEdited(als, code, text) {
  const others = textsOf(als).filter((one) => one.split("-")[1] !== code);
  return joined([...others, text]);
}

/** Return the edits with one of roads, instead of another of roads: a link holds one. */
export function roadEdited(als, text) {
  return joined([...textsOf(als).filter((one) => !/^weg(dicht|erbij)-/.test(one)), text]);
}

/** Return the edits with a vestiging moved, instead of where it was moved to before. */
export function moved(als, code, pc4) {
  const start = `verplaats-${code}-`;
  return joined([...textsOf(als).filter((one) => !one.startsWith(start)), start + pc4]);
}
