// What both pages have around what they show: busy, failed, as high as the screen.

import { byId, el, show } from "./dom.js";
import { say } from "./words.js";

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

/** Say what went wrong, and offer to try again. */
export function fail(error) {
  busy(false);
  const again = el(
    "button",
    { type: "button", class: "knop", onclick: () => location.reload() },
    say("retry"),
  );
  const why = el("span", { lang: "en" }, error.message);
  byId("fout").hidden = false;
  show(byId("fout"), el("p", {}, say("failed"), " ", why), again);
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
