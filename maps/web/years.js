// The snapshots to choose from, each of its own year; the first one answers by default.

import { date } from "./numbers.js";
import { say } from "./words.js";

const SHORT = 12;
let held = [];

/** Take over which snapshots are in service; of a renewed one only the newest counts. */
export function takeYears(snapshots) {
  const isSame = (one, other) => one.naam === other.naam && dayOf(one) === dayOf(other);
  const first = snapshots.filter(
    (one, k) => snapshots.findIndex((other) => isSame(one, other)) === k,
  );
  held = first.map((one) => ({ ...one, id: one.snapshot.slice(0, SHORT) }));
}

/** Return the snapshots that can be asked for a mode, the oldest first. */
export function yearsWith(modus) {
  const able = held.filter((one) => one.modi.includes(modus));
  return able.toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1));
}

/** Tell whether the service has told which snapshots there are. */
export const isKnown = () => held.length > 0;

/** Tell whether there is more than one year to choose from. */
export const hasYears = () => held.length > 1;

/** Return the short identity that stands for a choice; empty is the current one. */
export const idOf = (chosen) =>
  held.find((one) => (chosen ? one.snapshot.startsWith(chosen) : one.actueel))?.id ?? "";

/** Return a choice that can be answered; before that is known, the choice itself. */
export const settled = (chosen) => (isKnown() ? asChoice(idOf(chosen)) : chosen);

/** Return a choice as the address holds it: nothing for the current snapshot. */
export const asChoice = (id) => (id === idOf("") ? "" : id);

/** Name a snapshot by the day its students were counted, by its own name if two share it, and as provisional. */
export function yearOf(chosen) {
  const one = held.find(({ id }) => id === idOf(chosen));
  if (!one) return "";
  const alone = held.filter((other) => dayOf(other) === dayOf(one)).length === 1;
  const names = [alone ? "" : one.naam, one.voorlopig ? say("provisional") : ""];
  const told = names.filter(Boolean).join(", ");
  return told ? `${date(dayOf(one))} (${told})` : date(dayOf(one));
}

const dayOf = ({ peildata, naam }) => peildata.leerlingen ?? peildata.aanbod ?? naam;
