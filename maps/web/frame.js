// What both pages have around what they show: busy, failed, as high as the screen.

import { byId, el, show } from "./dom.js";
import { addWords, say, wordOf } from "./words.js";

addWords({
  nl: {
    partsMissing: {
      kern: "Het antwoord ontbreekt.",
      redenen: "De redenen ontbreken.",
      tabel: "De tabel ontbreekt.",
      legenda: "De cijfers op de kaart ontbreken.",
      kromme: "De lijn per afstand ontbreekt.",
      verloop: "Het verloop door de jaren ontbreekt.",
      kaartje: "Wat er over deze postcode te zeggen is, ontbreekt.",
      vergelijking: "De vergelijking ontbreekt.",
    },
  },
  en: {
    partsMissing: {
      kern: "The answer is missing.",
      redenen: "The reasons are missing.",
      tabel: "The table is missing.",
      legenda: "The figures on the map are missing.",
      kromme: "The line by distance is missing.",
      verloop: "The course through the years is missing.",
      kaartje: "What there is to say of this postcode is missing.",
      vergelijking: "The comparison is missing.",
    },
  },
});

const UNCLEAR = 400;
const REFUSED = [401, 403];
const GONE = 404;
const BUSY = [429, 503];

/** Tell whether the page stands in a frame of another site: it shows, and makes nothing. */
export const isEmbedded = () => "ingesloten" in document.documentElement.dataset;

/** Let the columns fill what the head leaves of the screen, whatever its height. */
export function watchHead() {
  const head = document.querySelector("header");
  const measure = () => {
    const bottom = Math.ceil(head.getBoundingClientRect().bottom + scrollY);
    document.documentElement.style.setProperty("--kop", `${bottom}px`);
  };
  new ResizeObserver(measure).observe(head);
}

/** Show whether the page is at work. */
export function busy(is) {
  document.querySelector("main").setAttribute("aria-busy", String(is));
  byId("voortgang").hidden = !is;
}

/** Say that the page could not be made at all, and offer to load it anew. */
export function fail(error) {
  busy(false);
  byId("fout").hidden = false;
  show(byId("fout"), ...faultWords(error, () => location.reload()));
}

/** Draw one part of the page; where what it needs fails, that is told in its own place. */
export async function part(id, needs, draw, { isCurrent, again }) {
  const parent = byId(id);
  parent.setAttribute("aria-busy", "true");
  try {
    const got = await needs;
    if (isCurrent()) await draw(got);
    return true;
  } catch (error) {
    // What is gone, the page as a whole looks for elsewhere.
    if (error.status === GONE) throw error;
    if (isCurrent())
      show(
        parent,
        el("div", { class: "stuk" }, ...faultWords(error, again, wordOf("partsMissing", id))),
      );
    return false;
  } finally {
    if (isCurrent()) parent.removeAttribute("aria-busy");
  }
}

/** Say what went wrong in words of the reader's language, with a button to try again. */
function faultWords(error, again, missing = say("failed")) {
  const words = wordOf("failures", kindOf(error));
  const lang = error.language ?? "en";
  const detail = error.status === UNCLEAR ? [" ", el("span", { lang }, error.message)] : [];
  const button = el("button", { type: "button", class: "knop", onclick: again }, say("retry"));
  return [el("p", { role: "status" }, missing, " ", words, ...detail), button];
}

/** Return what kind of failure an error is; without a status nothing came back at all. */
function kindOf({ status }) {
  if (!status) return "offline";
  if (status === UNCLEAR) return "unclear";
  if (REFUSED.includes(status)) return "refused";
  return BUSY.includes(status) ? "busy" : "broken";
}

/** Without a map the tables still tell everything. */
export function withoutMap(error) {
  console.warn(error.message);
  byId("kaart-melding").hidden = false;
  byId("kaart-melding").textContent = say("noMap");
  return null;
}

/** Wait for the library that draws maps. */
export function libraryLoaded() {
  if (globalThis.maplibregl) return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", resolve, { once: true }));
}
