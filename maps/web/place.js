// The place of the question, as a word of the sentence: found by any name it goes by.

import { widthOf } from "./controls.js";
import { el } from "./dom.js";
import { Named } from "./named.js";
import { drawCombobox } from "./search.js";
import { scopeOf } from "./state.js";
import { say, wordOf } from "./words.js";

const UNNAMED = "…";

/** Return the name of the area of a row, without the label of example data. */
export function placeName(row) {
  if (!row) return "";
  const name = row.gebiedsnaam.replace(" (voorbeeldgegevens)", "");
  const isPostcode = row.gebiedsindeling === "pc4" && name !== row.gebied;
  return isPostcode ? `${row.gebied} ${name}` : name;
}

/** The field in the sentence, with the way back to the whole land beside it. */
export class Place {
  /** `scene` gives what is on the map; `go` is called with what is chosen of it. */
  constructor(scene, isExample, go) {
    const named = new Named(scene, isExample);
    Object.assign(this, { isExample, name: "" });
    this.element = el("span", { class: "plek" });
    const label = wordOf("label", "plek");
    const find = (text) => (text === this.name ? named.first() : named.find(text));
    this.box = drawCombobox(this.element, { id: "zoek", label }, find, go, () => this.name);
    this.back = el(
      "button",
      { type: "button", class: "terug", id: "heel-land", onclick: () => go({ land: true }) },
      "×",
    );
    this.element.append(this.back);
    // What was typed before the names were there is looked up again.
    this.element.addEventListener("focusin", () => named.begin().then(() => this.box.again()));
  }

  /** Draw the place of a state; its name is told when the answer is there. */
  draw(state) {
    const scope = scopeOf(state);
    const key = scope ? `${scope.kind}:${scope.code}` : "";
    if (this.key !== key) this.tell(scope ? UNNAMED : say("country", this.isExample));
    this.key = key;
    this.back.hidden = !scope;
    this.back.title = say("backToCountry", this.isExample);
    this.back.setAttribute("aria-label", this.back.title);
    return this.element;
  }

  /** Write the name of the place, as far as nobody is typing another. */
  tell(name) {
    this.name = name;
    this.element.style.setProperty("--breed", `${widthOf(name).toFixed(2)}em`);
    this.box.rest();
  }

  /** Name the place by a row of an answer; the whole land is named already. */
  tellRow(row) {
    if (this.key && row) this.tell(placeName(row));
  }
}
