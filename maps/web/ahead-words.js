// Words of the view ahead, in which nobody should read a prediction, and of explaining.

export const AHEAD_WORDS = {
  nl: {
    aheadHead: "Vooruit kijken",
    aheadNoForecast:
      "Geen voorspelling. De band laat zien wat gebeurt als aanbod verdwijnt en ontstaat zoals in 2019-2022. Bijna drie van de vier technische groepen onder 6 leerlingen bestonden drie jaar later nog.",
    aheadYear: "Jaar",
    aheadDemography: "Alleen minder of meer leerlingen, het aanbod blijft",
    aheadLikely: "Waarschijnlijk (8 van de 10 keer)",
    aheadNorm: (norm) => `Als groepen onder ${norm} zouden sluiten`,
    aheadCombined: "Idem, met de leerwegen van een profiel samen geteld",
    aheadRange: (low, high) => `${low} tot ${high}`,
    aheadCurve: (year, likely, still) =>
      `Deel dat het kan volgen per jaar. In ${year} waarschijnlijk ${likely}; als het aanbod blijft ${still}.`,
    aheadEdited: "Met de wijzigingen van dit plan erin.",
    aheadMissing:
      "In deze momentopname staat niet wie later derdejaars zijn: daarvoor zijn inwoners naar leeftijd of basisschoolleerlingen nodig.",
    aheadAsking: "Wordt uitgerekend; dat duurt enkele seconden.",
    aheadStudents: (count) => `Leerlingen: ongeveer ${count}.`,
    explainHead: "Waar komt dit getal vandaan?",
    explainAsking: "Wordt opgezocht.",
    explainAll: "Alle postcodes en scholen erachter (JSON)",
  },
  en: {
    aheadHead: "Looking ahead",
    aheadNoForecast:
      "Not a forecast. The band shows what happens if offers go and come as they did in 2019-2022. Nearly three in four technical groups below 6 students were still there three years later.",
    aheadYear: "Year",
    aheadDemography: "Only fewer or more students, the offer stays",
    aheadLikely: "Likely (8 times in 10)",
    aheadNorm: (norm) => `If groups below ${norm} were to close`,
    aheadCombined: "The same, leerwegen of a profiel counted together",
    aheadRange: (low, high) => `${low} to ${high}`,
    aheadCurve: (year, likely, still) =>
      `Share that can take it, by year. In ${year} likely ${likely}; if the offer stays ${still}.`,
    aheadEdited: "With the changes of this plan.",
    aheadMissing:
      "This snapshot does not tell who will be third-years: that takes inhabitants by age or primary pupils.",
    aheadAsking: "Being worked out; this takes some seconds.",
    aheadStudents: (count) => `Students: about ${count}.`,
    explainHead: "Where does this number come from?",
    explainAsking: "Being looked up.",
    explainAll: "Every postcode and school behind it (JSON; the paragraph is Dutch)",
  },
};
