// Where edits are on the map: signs, and the part of the land in which they change it.

import { boundsOf } from "./map.js";
import { placesOf } from "./road-pen.js";

/** Return a mark on what is chosen, and wherever something opens or closes. */
export function marksOf(edits, chosen, { scene, schools }) {
  const site = (code) => schools?.placeOf(code);
  const middle = (code) => middleOf(scene.postcodeOf(code)?.geometry);
  const found = edits.flatMap((edit) => {
    const { soort, waar, wat } = edit;
    const ends = placesOf(edit);
    if (ends.length) return ends.map((at) => [soort === "wegdicht" ? "dicht" : "open", at]);
    if (soort === "nieuw") return [["open", middle(waar)]];
    if (soort === "open") return [["open", site(waar)]];
    const gone = ["dicht", site(waar)];
    return soort === "verplaats" ? [gone, ["open", middle(wat[0])]] : [gone];
  });
  if (chosen) found.unshift(["gekozen", site(chosen)]);
  return { type: "FeatureCollection", features: found.filter(([, at]) => at).map(pointOf) };
}

const pointOf = ([wat, coordinates]) => ({
  type: "Feature",
  properties: { wat },
  geometry: { type: "Point", coordinates },
});

function middleOf(geometry) {
  if (!geometry) return null;
  const [west, south, east, north] = boundsOf([geometry]);
  return [(west + east) / 2, (south + north) / 2];
}

/** Return the box around what edits change; null if nothing does. */
export function changedBounds({ figures, edits }, { scene, schools }) {
  const codes = figures.postcode.filter((_, k) => figures.groep[k]);
  const shapes = codes.map((code) => scene.postcodeOf(code)?.geometry);
  const points = edits.flatMap((edit) => [schools.placeOf(edit.waar), ...placesOf(edit)]);
  const geometries = [
    ...shapes.filter(Boolean),
    ...points.filter(Boolean).map((coordinates) => ({ coordinates })),
  ];
  return geometries.length ? boundsOf(geometries) : null;
}
