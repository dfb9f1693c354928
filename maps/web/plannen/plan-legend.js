// The legend of planning: the same points, squares and lines as on the map.

import { el, show, svg } from "../dom.js";
import { say } from "../words.js";

const DRAWN = {
  al: () => dot("al", 4.5),
  buiten: () => dot("buiten", 4),
  erbij: () => dot("erbij", 6),
  lab: () => [svg("rect", { x: 7, y: 2, width: 12, height: 12, class: "lab" })],
  plek: () => [...dash("kring"), ...square("plek", "1")],
  plekRoad: () => square("plek", "1"),
  stop: () => square("stop", "1"),
  day: () => [svg("path", { d: "M1 8h24", class: "over-weg" })],
  straight: () => [svg("path", { d: "M1 8h24", class: "recht" })],
  others: () => [svg("path", { d: "M1 8h24", class: "anders" })],
  left: () => [svg("path", { d: "M9 4l8 8M17 4l-8 8", class: "kruis" })],
};
const dot = (name, r) => [svg("circle", { cx: 13, cy: 8, r, class: name })];
const dash = (name) => [svg("circle", { cx: 13, cy: 8, r: 12, class: name })];
const square = (name, text) => [
  svg("rect", { x: 6, y: 1, width: 14, height: 14, class: name }),
  svg("text", { x: 13, y: 12 }, text),
];

/** Draw what is on the map of a view. */
export function drawPlanLegend(parent, view, there) {
  const items = (view === "bus" ? busItems(there) : placeItems(there)).filter(Boolean);
  show(
    parent,
    el(
      "ul",
      {},
      ...items.map(([look, word]) => el("li", {}, sign(look), el("span", {}, say(word)))),
    ),
  );
}

function placeItems({ straight, places, labs }) {
  return [
    ["al", "legendAl"],
    places && ["erbij", "legendErbij"],
    ["buiten", "legendBuiten"],
    labs && ["lab", "legendLab"],
    places && (straight ? ["plek", "legendPlek"] : ["plekRoad", "legendPlekRoad"]),
  ];
}

function busItems({ road, straight, left }) {
  return [
    road && ["day", "legendDay"],
    straight && ["straight", "legendDayStraight"],
    ["others", "legendOtherDays"],
    ["stop", "legendStop"],
    ["al", "legendVisited"],
    ["buiten", "legendLater"],
    left && ["left", "legendLeft"],
    ["lab", "legendDepot"],
  ];
}

const sign = (look) =>
  svg("svg", { width: 26, height: 16, class: "teken", "aria-hidden": "true" }, ...DRAWN[look]());
