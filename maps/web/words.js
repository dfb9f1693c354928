// The words of the page in the reader's language.

import { EN } from "./words-en.js";
import { NL } from "./words-nl.js";
import { number, speak } from "./numbers.js";

const LANGUAGES = { nl: NL, en: EN };
let spoken = "nl";
let counted = {};

/** Speak from now on of those whom an answer says that were counted, by leerweg. */
export function countedAre(wie) {
  counted = wie ?? {};
}

/** Return what those who were counted are called: as a label, many of them, and one. */
export function whoOf(state) {
  const { anyone } = LANGUAGES[spoken];
  return counted[state.leerweg]?.[spoken] ?? anyone;
}

/** Write a whole number of people with what they are called. */
export function people(count, state) {
  const { een, meer } = whoOf(state);
  return `${number(count)} ${number(count) === "1" ? een : meer}`;
}

/** Add words in both languages: of another page, or of what the service tells. */
export function addWords(...all) {
  for (const { nl, en } of all)
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
  const text = LANGUAGES[spoken][name];
  return typeof text === "function" ? text(...about) : text;
}

/** Return the word of one choice, for instance of a profiel. */
export const wordOf = (group, choice) => LANGUAGES[spoken][group]?.[choice] ?? choice;
