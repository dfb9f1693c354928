// The words of public transport, in both languages.

import { number } from "./numbers.js";

export const TRANSIT_WORDS = {
  nl: {
    otherWaySentence: "Of anders {of}.",
    nothingElse: "niets",
    orElse: (mode, within, way) => `${mode} of ${within} ${way}`,
    waysLegend: "Hoe is de dichtstbijzijnde school met dit aanbod te bereiken?",
    waysBoth: "op beide manieren",
    waysOnly: (within, way) => `alleen binnen ${within} ${way}`,
    waysGap: "gat: geen van beide",
    waysCounts: (both, first, second, ways) =>
      `${both} op beide manieren, ${number(first)} alleen ${ways[0]}, ${number(second)} alleen ${ways[1]}.`,
    legendLead:
      "Tijd van huis tot de bel, met het ov, naar de dichtstbijzijnde school met dit aanbod",
    curveAboutLead: "Deel dat het kan volgen, tegen de tijd van huis tot de bel",
    noJourney: "geen reis op tijd",
    noJourneys: (people, limit) =>
      `Bij ${people} is er geen reis van hoogstens ${limit} naar een school.`,
    journeyHead: (school) => `Met het ov naar ${school}`,
    journeyTimes: (leave, bell, lead, time) =>
      `Om ${leave} van huis voor de bel van ${bell}: ${lead} voor men binnen moet zijn, ${time} onderweg.`,
    journeyWalk: (leave, bell, lead) =>
      `Lopen gaat even snel: om ${leave} van huis voor de bel van ${bell}, ${lead} voor men binnen moet zijn.`,
    journeySpread: (lucky, unlucky) =>
      unlucky === null
        ? `Bij een gunstige bel ${lucky}; bij een ongunstige is er geen reis op tijd.`
        : `Het hangt van de bel af: ${lucky} bij een gunstige, ${unlucky} bij een ongunstige.`,
    journeyChanges: (count) =>
      ({ 0: "Zonder overstap.", 1: "Een keer overstappen." })[count] ??
      `${count} keer overstappen.`,
    journeyStep: { lopen: "lopen", fietsen: "fietsen" },
    vehicle: {
      tram: "tram",
      metro: "metro",
      trein: "trein",
      bus: "bus",
      veerboot: "veerboot",
      anders: "lijn",
    },
    journeyTo: (stop) => `naar ${stop}`,
    journeyRide: (start, end) => `van ${start} naar ${end}`,
    theSchool: "school",
  },
  en: {
    otherWaySentence: "Or else {of}.",
    nothingElse: "nothing",
    orElse: (mode, within, way) => `${mode} or ${within} ${way}`,
    waysLegend: "How can the nearest school that offers it be reached?",
    waysBoth: "either way",
    waysOnly: (within, way) => `only within ${within} ${way}`,
    waysGap: "gap: neither",
    waysCounts: (both, first, second, ways) =>
      `${both} either way, ${number(first)} only ${ways[0]}, ${number(second)} only ${ways[1]}.`,
    legendLead:
      "Time from home to the bell, by public transport, to the nearest school that offers it",
    curveAboutLead: "Share who can take it, against the time from home to the bell",
    noJourney: "no journey in time",
    noJourneys: (people, limit) =>
      `For ${people} there is no journey of at most ${limit} to any school.`,
    journeyHead: (school) => `By public transport to ${school}`,
    journeyTimes: (leave, bell, lead, time) =>
      `Leave home at ${leave} for the bell of ${bell}: ${lead} before one must be in, ${time} under way.`,
    journeyWalk: (leave, bell, lead) =>
      `Walking is as quick: leave home at ${leave} for the bell of ${bell}, ${lead} before one must be in.`,
    journeySpread: (lucky, unlucky) =>
      unlucky === null
        ? `${lucky} for a lucky bell; for an unlucky one there is no journey in time.`
        : `It depends on the bell: ${lucky} for a lucky one, ${unlucky} for an unlucky one.`,
    journeyChanges: (count) =>
      ({ 0: "No change.", 1: "One change." })[count] ?? `${count} changes.`,
    journeyStep: { lopen: "walk", fietsen: "cycle" },
    vehicle: {
      tram: "tram",
      metro: "metro",
      trein: "train",
      bus: "bus",
      veerboot: "ferry",
      anders: "line",
    },
    journeyTo: (stop) => `to ${stop}`,
    journeyRide: (start, end) => `from ${start} to ${end}`,
    theSchool: "school",
  },
};
