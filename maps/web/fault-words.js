// What is said where something fails, or a link is not understood, in both languages.

export const FAULT_WORDS = {
  nl: {
    noPicture:
      "Deze browser kan de kaart niet tekenen (geen WebGL), en dus ook niet opslaan. CSV, GeoJSON en XLSX gaan wel.",
    partFailed: "Een deel van de pagina kon niet worden opgehaald.",
    failures: {
      offline: "Er is geen verbinding met de dienst.",
      unclear: "De dienst begrijpt de vraag niet:",
      refused: "De dienst geeft hier geen toegang.",
      busy: "De dienst heeft het nu te druk.",
      broken: "Er ging iets mis bij de dienst.",
    },
    misread: (words) =>
      `Deze link is niet helemaal te begrijpen. Weggelaten: ${words}. Het antwoord hieronder is zonder.`,
  },
  en: {
    noPicture:
      "This browser cannot draw the map (no WebGL), and so cannot save it. CSV, GeoJSON and XLSX do work.",
    partFailed: "A part of the page could not be fetched.",
    failures: {
      offline: "There is no connection with the service.",
      unclear: "The service does not understand the question:",
      refused: "The service gives no access here.",
      busy: "The service is too busy now.",
      broken: "Something went wrong at the service.",
    },
    misread: (words) =>
      `Not all of this link can be understood. Left out: ${words}. The answer below is without it.`,
  },
};
