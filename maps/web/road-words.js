// The words of edits of roads, in both languages.

export const ROAD_WORDS = {
  nl: {
    roads: "Wegen",
    roadKind: (kind) => ({ wegdicht: "Sluit een stuk weg", wegerbij: "Leg een weg aan" })[kind],
    roadEdit: (kind, by) => `${{ wegdicht: "stuk weg dicht", wegerbij: "weg erbij" }[kind]}, ${by}`,
    roadStart:
      "Klik op de kaart waar het begint. Met het toetsenbord: pijlen schuiven de kaart, Enter neemt het midden. Escape stopt.",
    roadEnd: "Klik nu waar het eindigt.",
    roadDrawn: "Toegevoegd aan de wijzigingen.",
  },
  en: {
    roads: "Roads",
    roadKind: (kind) => ({ wegdicht: "Close a piece of road", wegerbij: "Lay a road" })[kind],
    roadEdit: (kind, by) =>
      `${{ wegdicht: "piece of road closed", wegerbij: "road added" }[kind]}, ${by}`,
    roadStart:
      "Click on the map where it begins. By keyboard: arrows move the map, Enter takes its middle. Escape stops.",
    roadEnd: "Now click where it ends.",
    roadDrawn: "Added to the changes.",
  },
};
