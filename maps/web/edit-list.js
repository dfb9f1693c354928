// The list of edits under the sentence: each in words, with what is wrong with it.

import { byId, el, show } from "./dom.js";
import { without } from "./edits.js";
import { siteSign } from "./signs.js";
import { say, wordOf } from "./words.js";
import { asChoice, yearOf, yearsWith } from "./years.js";

const LONGEST_UNREADABLE = 30;

/** Say one edit in a few words; `names` gives those of schools and places. */
export function editWords({ soort, waar, wat, tekst }, names) {
  if (!soort) return tekst.slice(0, LONGEST_UNREADABLE);
  if (soort.startsWith("weg")) return say("roadEdit", soort, wordOf("by", waar));
  const there = {
    samen: () => names.schoolName(wat[0]),
    verplaats: () => names.placeName(wat[0]),
  }[soort];
  const offer = wat.length === 2 ? `${wat[1]}-${wat[0]}` : "";
  const here = soort === "nieuw" ? names.placeName(waar) : names.schoolName(waar);
  return say("editWords", soort, here, there ? there() : offer);
}

/** Draw the button that begins the first edits. */
export function drawBegin(parent, begin) {
  parent.classList.remove("aan");
  const button = { type: "button", class: "knop", id: "watals", onclick: begin };
  show(parent, el("button", button, say("whatIfBegin")));
}

/** Draw the edits as the service judged them; `take` is called with how they change. */
export function drawEdits(parent, state, edits, { names, about, change, take }) {
  parent.classList.add("aan");
  const lines = edits.map((edit, k) =>
    editLine(edit, state, k, names, () => take((als) => without(als, edit.tekst, k))),
  );
  const stop = {
    type: "button",
    class: "knop",
    id: "watals-stop",
    onclick: () => change({ als: "", van: "", school: "" }),
  };
  show(
    parent,
    el("strong", { id: "kop-wijzigingen" }, say("whatIf")),
    lines.length
      ? el("ol", { "aria-labelledby": "kop-wijzigingen" }, ...lines)
      : el("span", { class: "klein" }, say("noEdits")),
    el("button", stop, say("whatIfStop")),
    isStale(state, about) ? staleWords(state, about, change) : "",
  );
}

function editLine(edit, { taal }, k, names, remove) {
  const words = editWords(edit, names);
  const label = say("removeEdit", words);
  const button = { type: "button", id: `haal-weg-${k}`, "aria-label": label, title: label };
  return el(
    "li",
    { class: edit.fout ? "telt-niet" : null },
    ...signsOf(edit).map((name) => siteSign(name)),
    words,
    edit.fout ? el("em", {}, `(${edit.fout[taal]})`) : "",
    el("button", { ...button, onclick: remove }, "×"),
  );
}

/** Return the signs that an edit puts on the map. */
function signsOf({ soort }) {
  if (!soort) return [];
  if (soort === "verplaats") return ["dicht", "open"];
  return [["open", "nieuw", "wegerbij"].includes(soort) ? "open" : "dicht"];
}

const isStale = (state, about) => state.van !== "" && !about.snapshot.startsWith(state.van);

/** Say that a link is of other data, and offer those if they are served too. */
function staleWords(state, about, change) {
  const other = yearsWith(state.modus).find(({ id }) => id.startsWith(state.van));
  const go = () => change({ snapshot: asChoice(other.id) });
  const button =
    other &&
    el(
      "button",
      { type: "button", class: "knop", id: "van-toen", onclick: go },
      say("openStale", yearOf(other.id)),
    );
  return el("p", { class: "let-op" }, say("staleLink", about.naam), " ", button ?? "");
}

/** Who works by keyboard goes on where the button was, or beside it. */
export function keepFocus(id) {
  const line = /^haal-weg-(\d+)$/.exec(id);
  const beside = line
    ? [id, `haal-weg-${line[1] - 1}`, "watals-stop"]
    : [id, "weer-open", "kop-keuze", "watals"];
  beside.map(byId).find(Boolean)?.focus();
}
