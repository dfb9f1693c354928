// The words of the page in the reader's language.

import { EN } from "./words-en.js";
import { NL } from "./words-nl.js";
import { speak } from "./numbers.js";

const LANGUAGES = { nl: NL, en: EN };
let words = NL;

/** Add the words of another page, in both languages. */
export function addWords({ nl, en }) {
  Object.assign(LANGUAGES, { nl: { ...LANGUAGES.nl, ...nl }, en: { ...LANGUAGES.en, ...en } });
}

/** Speak a language from now on. */
export function useLanguage(language) {
  words = LANGUAGES[language];
  speak(language);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = words[element.dataset.word];
  }
}

/** Return a text; one that depends on something is called with it. */
export function say(name, ...about) {
  const text = words[name];
  return typeof text === "function" ? text(...about) : text;
}

/** Return the word of one choice, for instance of a profiel. */
export const wordOf = (group, choice) => words[group][choice] ?? choice;
