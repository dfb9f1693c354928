// To take a scenario along: its link, and its dossier, which a job makes.

import { byId, el, show } from "./dom.js";
import { Facts } from "./facts.js";
import { percentage } from "./numbers.js";
import { thresholdOf } from "./state.js";
import { say, wordOf } from "./words.js";

const BASE = "/v1/";
const KEPT = "bereik-sleutel";
const LONGEST_TITLE = 200;
const STEP_MS = 700;
const REFUSED = [401, 403];
const FILES = ["dossier.pdf", "dossier.xlsx", "dossier.zip"];

/** Where a scenario is copied and its dossier asked; the key stays in this tab. */
export class DossierDesk {
  constructor() {
    this.element = el("div", { class: "meenemen" });
    this.facts = new Facts();
  }

  /** Draw for a scenario as a document; null for none. */
  draw(state, document) {
    const key = JSON.stringify([document, state.modus, state.drempel, state.noemer, state.taal]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.turn = {};
    if (!document) return show(this.element);
    this.wish = { ...wishOf(state) };
    this.document = document;
    this.told = el("p", { role: "status", class: "stand" });
    this.room = el("div", {});
    show(
      this.element,
      el(
        "p",
        { class: "regel" },
        el(
          "button",
          { type: "button", class: "knop", id: "kopieer", onclick: () => this.copy() },
          say("copyLink"),
        ),
        el(
          "button",
          { type: "button", class: "knop", id: "dossier", onclick: () => this.begin() },
          say("makeDossier"),
        ),
      ),
      this.facts.element,
      this.room,
      this.told,
    );
    this.facts.draw(state, document);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      show(this.told, say("linkCopied"));
    } catch {
      // Without a secure connection a browser copies nothing by itself.
      const field = el("input", {
        id: "link",
        readonly: true,
        value: location.href,
        "aria-label": say("copyLink"),
        class: "gewoon",
      });
      show(this.room, field);
      field.select();
      show(this.told, say("copyYourself"));
    }
  }

  begin() {
    if (sessionStorage.getItem(KEPT) !== null) return this.make();
    return this.askKey("");
  }

  /** Ask for a key, calmly, and say where it goes. */
  askKey(why) {
    const field = el("input", {
      id: "sleutel",
      type: "password",
      autocomplete: "off",
      class: "gewoon",
      "aria-describedby": "sleutel-uitleg",
    });
    const submit = (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEPT, field.value.trim());
      this.make();
    };
    show(
      this.room,
      el(
        "form",
        { class: "sleutel", onsubmit: submit },
        el("label", { for: "sleutel" }, say("key")),
        field,
        el("button", { type: "submit", class: "knop" }, say("makeDossier")),
        el("p", { class: "klein", id: "sleutel-uitleg" }, say("keyAbout")),
      ),
    );
    show(this.told, why);
    field.focus();
  }

  async make() {
    const turn = (this.turn = {});
    const bar = el("progress", { max: 1, value: 0, "aria-label": say("dossierBusy") });
    show(this.room, bar);
    show(this.told, say("dossierBusy"));
    try {
      const filled = await this.facts.filled();
      const document = { ...filled, title: filled.title.slice(0, LONGEST_TITLE) };
      const body = { ...this.wish, ...this.facts.front() };
      const stored = await asked("scenarios", { method: "POST", body: document });
      let job = await asked(`scenarios/${stored.id}/dossier`, { method: "POST", body });
      while (!["klaar", "mislukt", "geannuleerd"].includes(job.status)) {
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
        if (turn !== this.turn) return;
        job = await asked(`taken/${job.id}`);
        bar.value = job.voortgang;
        show(this.told, `${say("dossierBusy")} ${percentage(job.voortgang, 0) ?? ""}`);
      }
      if (job.status !== "klaar") throw new Error(job.melding);
      this.offer(stored.id);
    } catch (error) {
      if (turn === this.turn) this.recover(error);
    }
  }

  recover(error) {
    if (REFUSED.includes(error.status)) {
      sessionStorage.removeItem(KEPT);
      return this.askKey(say("keyRefused"));
    }
    show(this.room);
    return show(this.told, say("dossierFailed"), " ", el("span", { lang: "en" }, error.message));
  }

  /** Offer the files; a link could not carry the key, so each is fetched first. */
  offer(id) {
    const links = FILES.map((name) =>
      el(
        "button",
        { type: "button", class: "knop", onclick: () => this.save(id, name) },
        wordOf("dossierFiles", name),
      ),
    );
    const forget = el(
      "button",
      { type: "button", class: "knop", id: "vergeet", onclick: () => this.forget() },
      say("forgetKey"),
    );
    show(
      this.room,
      el("p", { class: "regel" }, ...links, sessionStorage.getItem(KEPT) ? forget : ""),
    );
    show(this.told, say("dossierReady"));
    links[0].focus();
  }

  async save(id, name) {
    try {
      const response = await fetched(`scenarios/${id}/dossier/${name}`);
      const link = el("a", { href: URL.createObjectURL(await response.blob()), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      this.recover(error);
    }
  }

  forget() {
    sessionStorage.removeItem(KEPT);
    byId("vergeet")?.remove();
    show(this.told, say("keyForgotten"));
  }
}

function wishOf(state) {
  const { value, unit } = thresholdOf(state.drempel);
  const { modus, noemer, taal } = state;
  return { modus, eenheid: unit, drempel: value, noemer, taal };
}

async function asked(path, options) {
  const response = await fetched(path, options);
  return response.json();
}

/** Fetch with the key that this tab holds; it never stands in an address. */
async function fetched(path, { method = "GET", body } = {}) {
  const key = sessionStorage.getItem(KEPT);
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const options = { method, headers };
  if (body) {
    headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(BASE + path, options);
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const error = new Error(problem.detail ?? response.statusText);
  error.status = response.status;
  throw error;
}
