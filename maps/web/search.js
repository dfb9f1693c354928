// Search: a postcode or a place, by keyboard as well as by pointer.

import { el, show } from "./dom.js";
import { say } from "./words.js";

const MOST = 8;

/** Return what fits a text: places of several postcodes first, then postcodes. */
export function matches(text, postcodes) {
  const wanted = plain(text);
  if (!wanted) return [];
  const byPlace = new Map();
  const found = [];
  for (const one of postcodes) {
    const inPlace = plain(one.place).startsWith(wanted);
    if (inPlace) byPlace.set(one.place, [...(byPlace.get(one.place) ?? []), one]);
    if (inPlace || plain(one.code).startsWith(wanted)) found.push(one);
  }
  const places = [...byPlace].filter(([, ones]) => ones.length > 1);
  places.sort((one, other) => other[1].length - one[1].length);
  const options = places.map(([place, ones]) => ({
    words: say("placeOf", place, ones.length),
    postcodes: ones,
  }));
  options.push(
    ...found.map((one) => ({ words: `${one.code} ${one.place}`.trim(), postcodes: [one] })),
  );
  return options.slice(0, MOST);
}

export const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .trim()
    .toLowerCase();

/** Tell whether a text begins with another, or one of its words does. */
export function beginsWith(text, wanted) {
  const [here, there] = [plain(text), plain(wanted)];
  return here.startsWith(there) || here.includes(` ${there}`);
}

/** Draw a field with a list under it; `find` gives options with their `words`.
 *
 * A field that is left shows what `resting` gives, where that is given. */
export function drawCombobox(parent, { id, label }, find, go, resting) {
  const list = el("ul", { id: `${id}-lijst`, role: "listbox", "aria-label": label, hidden: true });
  const input = el("input", {
    id: `${id}-veld`,
    type: "search",
    role: "combobox",
    autocomplete: "off",
    placeholder: label,
    "aria-label": label,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": `${id}-lijst`,
  });
  const count = el("p", { class: "alleen-lezen", "aria-live": "polite" });
  const box = new Combobox(id, { input, list, count }, { find, go, resting });
  input.addEventListener("input", () => box.open());
  input.addEventListener("keydown", (event) => box.key(event));
  input.addEventListener("focus", () => resting && input.select());
  input.addEventListener("click", () => resting && list.hidden && box.open());
  input.addEventListener("blur", () => setTimeout(() => box.leave(), 150));
  show(parent, input, list, count);
  return box;
}

class Combobox {
  constructor(id, parts, asked) {
    Object.assign(this, { id, ...parts, ...asked, options: [], at: -1 });
  }

  open() {
    this.options = this.find(this.input.value);
    this.at = -1;
    const items = this.options.map((option, k) =>
      el(
        "li",
        {
          id: `${this.id}-${k}`,
          role: "option",
          "aria-selected": "false",
          onmousedown: () => this.choose(k),
        },
        option.sign ?? "",
        option.words,
      ),
    );
    show(this.list, ...items);
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.count.textContent = this.input.value ? say("found", items.length) : "";
  }

  again() {
    const isTyped = this.input.value !== this.resting?.();
    const isOpen = !this.list.hidden || isTyped;
    if (this.input.value && isOpen && document.activeElement === this.input) this.open();
  }

  /** Show what stands in the field when nobody types. */
  rest() {
    if (this.resting && this.list.hidden) this.input.value = this.resting();
  }

  leave() {
    if (document.activeElement === this.input) return;
    this.close();
    this.rest();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      this.rest();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (this.list.hidden) this.open();
      if (this.options.length) this.choose(Math.max(this.at, 0));
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (this.list.hidden) this.open();
    this.mark((this.at + step + this.options.length) % this.options.length);
  }

  mark(at) {
    if (Number.isNaN(at)) return;
    this.at = at;
    [...this.list.children].forEach((item, k) =>
      item.setAttribute("aria-selected", String(k === at)),
    );
    this.input.setAttribute("aria-activedescendant", `${this.id}-${at}`);
  }

  choose(at) {
    const option = this.options[at];
    this.input.value = option.words;
    this.close();
    this.go(option);
  }
}
