// The words of what an applicant fills in for the law, in both languages.

export const FACT_WORDS = {
  nl: {
    factsHead: "Wat weten we nog niet? Vul in wat de wet vraagt",
    factsOpen: (open, all) =>
      `Wat weten we nog niet? ${open} van de ${all} toetsen niet te bepalen`,
    factsNoFile: "Dit bestand is geen JSON.",
    factChoices: { "": "niet bekend", ja: "ja", nee: "nee" },
    factNames: {
      aanvrager: "Wie vraagt het dossier?",
      voor: "Voor wie is het?",
      rpo_gemeenten: "Gemeenten van het RPO (met komma's)",
      rpo_boards: "Nummers van de besturen die meedoen (met komma's)",
      school_pupils: "Vbo-leerlingen van de school, laatste drie jaren (met komma's)",
      in_scholengemeenschap: "Is het vbo deel van een scholengemeenschap?",
      interest: "Belangstellingsmeting",
      interested: "Leerlingen met belangstelling",
      asked: "Leerlingen die het gevraagd is",
      generation: "12- en 13-jarigen in het 11e jaar",
      verblijfsjaren: "Verblijfsjaren (ministeriële regeling)",
      correction: "Correctiefactor z (ministeriële regeling)",
      file: "Of een bestand met feiten (JSON)",
    },
  },
  en: {
    factsHead: "What is not known yet? Fill in what the law asks",
    factsOpen: (open, all) => `What is not known yet? ${open} of ${all} checks cannot be judged`,
    factsNoFile: "This file is no JSON.",
    factChoices: { "": "not known", ja: "yes", nee: "no" },
    factNames: {
      aanvrager: "Who asks for the dossier?",
      voor: "For whom is it?",
      rpo_gemeenten: "Gemeenten of the RPO (with commas)",
      rpo_boards: "Numbers of the boards that take part (with commas)",
      school_pupils: "Vbo pupils of the school, last three years (with commas)",
      in_scholengemeenschap: "Is the vbo part of a scholengemeenschap?",
      interest: "Survey of interest",
      interested: "Pupils with interest",
      asked: "Pupils who were asked",
      generation: "Those aged 12 and 13 in the 11th year",
      verblijfsjaren: "Verblijfsjaren (ministerial regulation)",
      correction: "Correction factor z (ministerial regulation)",
      file: "Or a file with facts (JSON)",
    },
  },
};
