// One school in a few lines: its name, where it stands, its code and what it offers.

import { SINGLE } from "./codes.js";
import { el } from "./dom.js";
import { asWritten, calledOf } from "./schools.js";
import { siteKind } from "./map.js";
import { KINDS, points, siteSign } from "./signs.js";
import { say } from "./words.js";

/** Draw the sign of a vestiging by what it offers for a question. */
export function kindSign(offers, state) {
  const kind = KINDS[siteKind(offers, state)];
  return siteSign(kind, points(state).find(({ look }) => look === kind).words);
}

/** Say of a school what it is called, where it is, its code and what it offers. */
export function schoolLines({ aanbod, adres, postcode, vestiging, ...school }, state) {
  const place = school.plaats ? asWritten(school.plaats) : "";
  const where = [adres, [postcode, place].filter(Boolean).join(" "), vestiging];
  return [
    el("strong", {}, kindSign(aanbod ?? "", state), calledOf(school)),
    el("span", {}, where.filter(Boolean).join(" · ")),
    el("span", {}, offersOf(aanbod ?? "") || say("noOffer")),
  ];
}

/** Write what is offered by profiel: "PIE (bl, kl) · BWI (gl)". */
function offersOf(aanbod) {
  const byProfiel = Map.groupBy(aanbod.split(",").filter(Boolean), (one) =>
    one.slice(0, one.lastIndexOf("-")),
  );
  const leerwegenOf = (offers) => offers.map((one) => one.slice(one.lastIndexOf("-") + 1));
  return [...byProfiel]
    .toSorted(([one], [other]) => SINGLE.indexOf(one) - SINGLE.indexOf(other))
    .map(([profiel, offers]) => `${profiel} (${leerwegenOf(offers).join(", ")})`)
    .join(" · ");
}

/** Put the chosen school at the top of a card; nothing where none is chosen. */
export function addSchool(card, site, state) {
  if (!site) return;
  const lines = schoolLines(site.properties, state);
  card.prepend(el("div", { class: "school", id: "kaartje-school" }, ...lines));
}
