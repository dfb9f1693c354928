// The head and the foot of planning: the sentence with its choices, and the sources.

import { sourceLines } from "../about.js";
import { isMeasuredIn } from "../codes.js";
import { choice } from "../controls.js";
import { byId, el, show } from "../dom.js";
import { date, threshold } from "../numbers.js";
import { thresholdOf } from "../state.js";
import { say, wordOf } from "../words.js";
import { DISTANCES, TIMES, VIEWS, write } from "./plan-state.js";

const SENTENCES = {
  plekken: "planSentence",
  budget: "budgetSentence",
  deelname: "takersSentence",
};
const DATED = ["basisscholen", "po-leerlingen", "facilities"];

/** Say of which date the schools, their pupils and the labs are. */
export function planDates(about) {
  const told = about.bronnen.filter(({ soort, datum }) => DATED.includes(soort) && datum);
  return [
    ...new Set(told.map(({ soort, datum }) => `${wordOf("sourceKinds", soort)} ${date(datum)}`)),
  ].join(" · ");
}

/** Draw the head of a state: which plan, and the sentence with its choices. */
export function drawHead(state, app, change) {
  byId("taal").href = write({ ...state, taal: state.taal === "en" ? "nl" : "en" });
  byId("taal").textContent = say("otherLanguage");
  byId("naar-bereik").href = state.taal === "en" ? "/?taal=en" : "/";
  const go = (toon) => (event) => {
    event.preventDefault();
    change({ toon });
  };
  byId("keuze-toon").setAttribute("aria-label", say("viewsLabel"));
  show(
    byId("keuze-toon"),
    ...VIEWS.map((toon) =>
      el(
        "a",
        {
          href: write({ ...state, toon }),
          "aria-current": toon === state.toon ? "page" : null,
          onclick: go(toon),
        },
        wordOf("views", toon),
      ),
    ),
  );
  drawSentence(state, app, change);
  document.title = `${wordOf("views", state.toon)} · Bereik`;
}

function drawSentence(state, app, change) {
  if (state.toon === "bus") return show(byId("zin"), say("busSentence"));
  const focused = document.activeElement?.id;
  const pick = (name, options) =>
    choice(
      name,
      options,
      state[name],
      (value) => change({ [name]: value }),
      wordOf("planLabel", name),
    );
  const limits = isMeasuredIn(state.modus, "s") ? [...DISTANCES, ...TIMES] : DISTANCES;
  const makers = {
    gebied: () => pick("gebied", areaOptions(app)),
    drempel: () =>
      pick(
        "drempel",
        limits.map((one) => [
          one,
          threshold(thresholdOf(one).value, thresholdOf(one).unit, say("minutes")),
        ]),
      ),
    modus: () =>
      pick(
        "modus",
        app.about.modi.map((mode) => [mode, wordOf("modus", mode)]),
      ),
  };
  show(
    byId("zin"),
    ...say(SENTENCES[state.toon])
      .split(/\{(\w+)\}/)
      .map((part, k) => (k % 2 ? makers[part]() : part)),
  );
  if (focused?.startsWith("keuze-")) document.getElementById(focused)?.focus();
  return null;
}

/** Return the areas to choose from, the whole country first. */
export function areaOptions(app) {
  const named = app.areas.map(({ code, naam }) => [code, naam.replace(" (voorbeeldgegevens)", "")]);
  return [["", say("wholeCountry", app.about.voorbeeldgegevens)], ...named];
}

/** Draw the foot: what the words mean, and where the figures come from. */
export function drawFoot(about) {
  const definitions = say("planDefinitions").map(([word, meaning]) =>
    el("div", {}, el("dt", {}, word), el("dd", {}, meaning)),
  );
  show(
    byId("uitleg"),
    el("div", {}, el("h2", {}, say("definitionsHead")), el("dl", {}, ...definitions)),
    el(
      "div",
      {},
      el("h2", {}, say("sourcesHead")),
      el("ul", {}, ...sourceLines(about).map((one) => el("li", {}, one))),
      el(
        "p",
        {},
        say("methodLine", about.naam, about.methodeversie),
        el("a", { href: "/v1?f=html" }, say("apiLink")),
      ),
    ),
  );
}
