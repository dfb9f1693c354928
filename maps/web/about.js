// Where the figures come from, of which date, and what the words mean.

import { DATES_IN_BRIEF } from "./codes.js";
import { byId, el, show } from "./dom.js";
import { date } from "./numbers.js";
import { say, wordOf } from "./words.js";

const SHORT = 12;

/** Say across the top that the data are an example's. */
export function exampleBand(about) {
  byId("voorbeeld").hidden = !about.voorbeeldgegevens;
  byId("voorbeeld").textContent = about.voorbeeldgegevens ? say("example") : "";
}

/** Name each source once, with its date and licence. */
export function sourceLines(about) {
  const lines = about.bronnen.map(({ soort, datum, licentie }) => {
    const inside = [date(datum), licentie].filter(Boolean).join(", ");
    return `${wordOf("sourceKinds", soort)}${inside ? `: ${inside}` : ""}`;
  });
  return [...new Set(lines)];
}

/** Say what a reader must know beside the figures, in the reader's language. */
export function notesOf(notes) {
  const known = notes.map((note) => {
    const method = /^students: (\w+)/.exec(note);
    if (method) return wordOf("methods", method[1]);
    const rounded = /multiples of (\d+)/.exec(note);
    if (rounded) return say("rounded", rounded[1]);
    const doubt = /^accepted on purpose: (.+)/s.exec(note);
    if (doubt) return say("letThrough", doubt[1]);
    if (note.includes("different years")) return say("mixedYears");
    if (note.includes("not comparable")) return say("notComparable");
    return "";
  });
  return [...new Set(known.map((note) => note.trim()))].filter((note) => / /.test(note));
}

/** Say how to cite what is shown: the finding, its dates, its method and where it stands. */
function citation(about, answer, title) {
  const label = about.voorbeeldgegevens ? ` (${say("example")})` : "";
  const dates = DATES_IN_BRIEF.filter((role) => answer.peildata[role]).map(
    (role) => `${wordOf("dates", role)} ${date(answer.peildata[role])}`,
  );
  return `Bereik, “${title}”${label}. ${dates.join(" · ")}. ${say(
    "citeMethod",
    `${about.naam} ${about.snapshot.slice(0, SHORT)}`,
    about.methodeversie,
  )} ${location.href}`;
}

/** Write what another site puts in its page to show the same in a frame. */
function embedding(title) {
  const { origin, search } = location;
  const address = `${origin}/insluiten${search}`.replaceAll("&", "&amp;");
  return `<iframe src="${address}" title="${title.replaceAll('"', "&quot;")}" width="100%" height="720" loading="lazy"></iframe>`;
}

/** Draw the foot of the page, under a finding. */
export function drawAbout(parent, about, answer, title) {
  const definitions = say("definitions").map(([word, meaning]) =>
    el("div", {}, el("dt", {}, word), el("dd", {}, meaning)),
  );
  show(
    parent,
    el("div", {}, el("h2", {}, say("definitionsHead")), el("dl", {}, ...definitions)),
    el(
      "div",
      {},
      el("h2", {}, say("sourcesHead")),
      el("ul", {}, ...sourceLines(about).map((line) => el("li", {}, line))),
      ...notesOf(answer.toelichting).map((note) => el("p", {}, note)),
      el(
        "p",
        {},
        say("methodLine", about.naam, about.methodeversie),
        el("a", { href: "/v1?f=html" }, say("apiLink")),
      ),
      el("h2", {}, say("citeHead")),
      el("p", { id: "citaat" }, citation(about, answer, title)),
      el("p", {}, say("embed"), " ", el("code", { id: "inbedden" }, embedding(title))),
      el(
        "p",
        {},
        say("wholeTable"),
        " ",
        el("a", { href: "/alles.xlsx", download: "" }, "XLSX"),
        " · ",
        el("a", { href: "/alles.parquet", download: "" }, "Parquet"),
      ),
      el("p", {}, el("a", { href: "/gebied", hreflang: "nl" }, say("areaPages"))),
    ),
  );
}
