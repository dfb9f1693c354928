// A journey by public transport on the card: when one leaves, which lines, the bell.

import { el } from "./dom.js";
import { cost } from "./numbers.js";
import { say, wordOf } from "./words.js";

const RIDE = "rijden";

/** Return the vestiging to which the journey of a card goes; none is empty. */
export function goalOf(card, { profiel, leerweg }) {
  const offer = card.aanbod.find((one) => one.profiel === profiel && one.leerweg === leerweg);
  return offer.wegen.find((way) => way.modus === "ov" && way.kosten !== null)?.vestiging ?? "";
}

/** Return the parts of a card that tell a journey; none where there is none. */
export function journeyParts(journey) {
  if (!journey || journey.stappen.length === 0) return [];
  const { stappen, bel, plaats, vestigingNaam: name } = journey;
  const minutes = (seconds) => (seconds === null ? null : cost(seconds, "s"));
  const leave = stappen[0].vertrek;
  const [lead, time] = [minutes(journey.voorBelS), minutes(journey.onderwegS)];
  const rides = stappen.filter(({ soort }) => soort === RIDE).length;
  const times = rides
    ? say("journeyTimes", leave, bel, lead, time)
    : say("journeyWalk", leave, bel, lead);
  const ends = [minutes(journey.voorBelP10S), minutes(journey.voorBelP90S)];
  const varies = rides > 0 && ends[0] !== ends[1];
  return [
    el("h3", {}, say("journeyHead", name.includes(plaats) ? name : `${name}, ${plaats}`)),
    el("p", {}, times),
    rides ? el("ol", { class: "reis" }, ...shown(stappen).map(stepLine)) : "",
    rides ? el("p", {}, say("journeyChanges", rides - 1)) : "",
    varies ? el("p", { class: "klein" }, say("journeySpread", ...ends)) : "",
  ];
}

/** Leave out a walk of no time: home or school lies at the stop. */
const shown = (steps) => steps.filter((one) => one.soort === RIDE || one.vertrek !== one.aankomst);

function stepLine({ soort, vervoer, lijn, van, naar, vertrek, aankomst }) {
  const end = naar || say("theSchool");
  const [how, where] =
    soort === RIDE
      ? [`${wordOf("vehicle", vervoer)} ${lijn}`, say("journeyRide", van, end)]
      : [wordOf("journeyStep", soort), say("journeyTo", end)];
  return el("li", {}, el("span", { class: "klok" }, `${vertrek}-${aankomst}`), ` ${how} ${where}`);
}
