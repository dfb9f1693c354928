// What the law asks and no open data tell: filled in beside the dossier, judged at once.

import { el, show } from "./dom.js";
import { checks, division } from "./service.js";
import { say } from "./words.js";

const WAIT_MS = 600;
const INTEREST = ["interested", "asked", "generation", "verblijfsjaren", "correction"];
const NEEDED = INTEREST.slice(0, 3);
const SIGNS = { voldoet: "●", "voldoet niet": "✕", "niet te bepalen": "○" };
const OPEN = "niet te bepalen";

/** The form; it keeps what was filled in while edits change. */
export class Facts {
  constructor() {
    this.given = {};
    this.element = el("details", {
      class: "feiten",
      ontoggle: () => this.element.open && this.judge(),
    });
    this.summary = el("summary", {});
    this.list = el("ul", { class: "toetsen", "aria-live": "polite" });
    this.fault = el("p", { role: "alert", class: "let-op" });
  }

  /** Draw the form for a scenario, and judge it. */
  draw(state, document) {
    Object.assign(this, { state, document });
    this.summary.textContent = say("factsHead");
    show(this.element, this.summary, this.form(), this.fault, this.list);
  }

  /** Return the scenario with what was filled in, as the service keeps it. */
  async filled() {
    const facts = await factsOf(this.given, this.document);
    return Object.keys(facts).length ? { ...this.document, facts } : this.document;
  }

  /** Return who asks, for whom and when; the reader's own clock says the date. */
  front() {
    const { aanvrager = "", voor = "" } = this.given;
    return { aanvrager, voor, datum: new Date().toISOString().slice(0, 10) };
  }

  form() {
    const field = (name, type = "text") =>
      el(
        "p",
        { class: "veld" },
        el("label", { for: `feit-${name}` }, say("factNames")[name]),
        el("input", {
          id: `feit-${name}`,
          type,
          class: "gewoon",
          value: this.given[name] ?? "",
          ...(type === "number" ? { min: 0, step: "any" } : {}),
          oninput: (event) => this.take(name, event.target.value),
        }),
      );
    const names = ["aanvrager", "voor", "rpo_gemeenten", "rpo_boards", "school_pupils"];
    return el(
      "form",
      { onsubmit: (event) => event.preventDefault() },
      ...names.map((name) => field(name)),
      this.yesNo(),
      el(
        "fieldset",
        {},
        el("legend", {}, say("factNames").interest),
        ...INTEREST.map((name) => field(name, "number")),
      ),
      this.fileField(),
    );
  }

  yesNo() {
    const chosen = this.given.in_scholengemeenschap ?? "";
    const options = ["", "ja", "nee"].map((value) =>
      el("option", { value, selected: value === chosen }, say("factChoices")[value]),
    );
    return el(
      "p",
      { class: "veld" },
      el("label", { for: "feit-sg" }, say("factNames").in_scholengemeenschap),
      el(
        "select",
        {
          id: "feit-sg",
          class: "gewoon",
          onchange: (event) => this.take("in_scholengemeenschap", event.target.value),
        },
        ...options,
      ),
    );
  }

  fileField() {
    const read = async (event) => {
      const [file] = event.target.files;
      if (!file) return;
      try {
        this.given.file = JSON.parse(await file.text());
      } catch {
        this.fault.textContent = say("factsNoFile");
        return;
      }
      this.judge();
    };
    return el(
      "p",
      { class: "veld" },
      el("label", { for: "feit-bestand" }, say("factNames").file),
      el("input", { id: "feit-bestand", type: "file", accept: ".json", onchange: read }),
    );
  }

  take(name, value) {
    this.given[name] = value.trim();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.judge(), WAIT_MS);
  }

  /** Ask what the law says of the scenario as filled in; only the last answer is shown. */
  async judge() {
    const turn = (this.turn = {});
    try {
      const { toetsen } = await checks(this.state, await this.filled());
      if (turn !== this.turn) return;
      this.fault.textContent = "";
      const open = toetsen.filter(({ uitkomst }) => uitkomst === OPEN).length;
      this.summary.textContent = say("factsOpen", open, toetsen.length);
      show(this.list, ...toetsen.map(judged));
    } catch (error) {
      if (turn === this.turn) this.fault.textContent = error.message;
    }
  }
}

function judged({ toets, artikel, uitkomst, ingevuld, opmerking }) {
  const sign = ingevuld && uitkomst === "voldoet" ? "◐" : SIGNS[uitkomst];
  const missing = uitkomst === OPEN && opmerking ? `: ${opmerking}` : "";
  return el(
    "li",
    { lang: "nl" },
    el("span", { "aria-hidden": "true" }, `${sign} `),
    el("strong", {}, toets),
    ` (${artikel}): ${uitkomst}${missing}`,
  );
}

/** Return what was typed as the document of a scenario holds it. */
export async function factsOf(given, document) {
  const facts = { ...given.file };
  if (given.in_scholengemeenschap)
    facts.in_scholengemeenschap = given.in_scholengemeenschap === "ja";
  if (NEEDED.every((name) => given[name])) {
    const told = (name) => (given[name] ? Number(given[name]) : null);
    facts.interest = Object.fromEntries(INTEREST.map((name) => [name, told(name)]));
  }
  if (given.rpo_boards) facts.rpo_boards = parts(given.rpo_boards);
  if (given.rpo_gemeenten) facts.rpo_gemeenten = await codesOf(parts(given.rpo_gemeenten));
  if (given.school_pupils) {
    const years = parts(given.school_pupils).map(Number);
    const schools = new Set(document.edits.map(({ brin6 }) => brin6?.slice(0, 4)).filter(Boolean));
    facts.school_pupils = [...schools].map((school) => ({ school, years }));
  }
  return facts;
}

const parts = (text) =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

/** Return the codes of gemeenten by any of their names; what is not known goes on as it is. */
async function codesOf(names) {
  const { gebieden } = await division("gemeente");
  const codes = new Map(
    Object.entries(gebieden).flatMap(([code, called]) =>
      called.map((name) => [name.toLowerCase(), code]),
    ),
  );
  return names.map((name) => codes.get(name.toLowerCase()) ?? name);
}
