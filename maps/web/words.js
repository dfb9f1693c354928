// The words of the page in the reader's language.

import { EN } from "./words-en.js";
import { NL } from "./words-nl.js";
import { speak } from "./numbers.js";

const LANGUAGES = { nl: NL, en: EN };
let spoken = "nl";
let ages = "";

/** Speak from now on of those whom the notes of an answer say that were counted. */
export function countedAre(notes) {
  const found = notes.map((note) => /^students: inhabitants:([\d-]+)/.exec(note)).find(Boolean);
  ages = found ? found[1] : "";
}

/** Add words in both languages: of another page, or of what the service tells. */
export function addWords({ nl, en }) {
  Object.assign(LANGUAGES, { nl: { ...LANGUAGES.nl, ...nl }, en: { ...LANGUAGES.en, ...en } });
}

/** Speak a language from now on. */
export function useLanguage(language) {
  spoken = language;
  speak(language);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
}

/** Return a text; one that depends on something is called with it. */
export function say(name, ...about) {
  if (name === "who" && ages) return LANGUAGES[spoken].children(ages);
  const text = LANGUAGES[spoken][name];
  return typeof text === "function" ? text(...about) : text;
}

/** Return the word of one choice, for instance of a profiel. */
export const wordOf = (group, choice) => LANGUAGES[spoken][group]?.[choice] ?? choice;
