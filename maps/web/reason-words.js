// Why somebody is not reached, in a few words, and what has a name; in both languages.

const lack = ({ profiel }, many) => (profiel === "techniek" ? many : profiel);

export const REASON_WORDS = {
  nl: {
    reasonsHead: "Waarom niet?",
    reasonBrief: {
      leerwegOntbreekt: ({ leerweg }) => `school is er, niet in ${leerweg}`,
      netVerder: (state, { threshold }) => `net verder dan ${threshold}`,
      profielOntbreekt: (state) => `school is er, zonder ${lack(state, "techniek")}`,
      geenWeg: () => "water of geen weg ertussen",
      geenVestiging: () => "geen school in de buurt",
      buitenWegen: () => "niet te zeggen",
      onbekend: () => "niet te zeggen: plaats onbekend",
    },
    areaOf: (name, kind) => `${name} (${kind})`,
    certainlyBetween: (low, high) => `zeker tussen ${low} en ${high}`,
    barsEdge: " · vol: minstens · gestreept: misschien",
    legendUnsure: "op de grens: niet te zeggen",
    citeHead: "Citeer dit",
    embed: "Zet dit antwoord met zijn kaart op uw eigen site:",
    openElsewhere: "Open in Bereik",
    citeMethod: (name, version) => `Rekenwijze ${version}, momentopname ${name}.`,
    wholeTable: "Alle gebieden, profielen en leerwegen in een bestand:",
    areaPages: "Een pagina per gebied, om te lezen en te citeren",
    noOffer: "geen derdejaars in een profiel",
    search: "Zoek plaats, postcode, school",
  },
  en: {
    reasonsHead: "Why not?",
    reasonBrief: {
      leerwegOntbreekt: ({ leerweg }) => `school is there, not in ${leerweg}`,
      netVerder: (state, { threshold }) => `just beyond ${threshold}`,
      profielOntbreekt: (state) => `school is there, without ${lack(state, "technology")}`,
      geenWeg: () => "water or no road between",
      geenVestiging: () => "no school near",
      buitenWegen: () => "cannot be told",
      onbekend: () => "unknown: place not known",
    },
    areaOf: (name, kind) => `${name} (${kind})`,
    certainlyBetween: (low, high) => `certainly between ${low} and ${high}`,
    barsEdge: " · full: at least · striped: maybe",
    legendUnsure: "on the border: cannot be said",
    citeHead: "Cite this",
    embed: "Put this answer with its map on your own site:",
    openElsewhere: "Open in Bereik",
    citeMethod: (name, version) => `Method ${version}, snapshot ${name}.`,
    wholeTable: "All areas, profielen and leerwegen in one file:",
    areaPages: "A page for each area, to read and to cite (in Dutch)",
    noOffer: "no third-years in any profiel",
    search: "Search place, postcode, school",
  },
};
