// The signs of schools: each a shape of its own, the same on the map, in legends, lists and
// saved pictures, so that nobody needs the colours to tell them apart.

import { svg } from "./dom.js";
import { say } from "./words.js";

const SIZE = 16;
const RATIO = 2;
const circle = (radius) =>
  `M8 ${8 - radius}a${radius} ${radius} 0 1 0 0 ${2 * radius}a${radius} ${radius} 0 1 0 0-${2 * radius}Z`;
/** The outline of each sign around the middle of its box, and what is drawn inside it. */
const SHAPES = {
  none: [circle(2.2)],
  other: ["M8 1.5 14.5 8 8 14.5 1.5 8Z"],
  pair: [circle(5.5)],
  open: [circle(6.3), "M8 4.5v7M4.5 8h7"],
  dicht: [circle(6.3), "M5.300 5.300l5.400 5.400M10.700 5.300l-5.400 5.400"],
};
/** Names of the kinds of vestiging, as `siteKind` numbers them. */
export const KINDS = ["none", "other", "pair"];

/** Draw a sign in a line of text or a legend; `label` tells who listens what it says. */
export function siteSign(name, label = "") {
  const told = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const look = { width: SIZE, height: SIZE, viewBox: "0 0 16 16", class: `teken punt ${name}` };
  return svg("svg", { ...look, ...told }, ...SHAPES[name].map((d) => svg("path", { d })));
}

/** Return what the signs of a question stand for, in words. */
export const points = (state) => [
  { look: "pair", words: say("legendPair", state) },
  { look: "other", words: say("legendOther", state) },
  { look: "none", words: say("legendNone") },
];

/** Return what the signs of edits stand for, in words. */
export const editPoints = () => [
  { look: "open", words: say("opens") },
  { look: "dicht", words: say("closes") },
];

/** Paint a sign around a point of a canvas; `scale` 1 is the size of the legend. */
export function paintSign(context, name, x, y, scale = 1) {
  const { fill, line, width } = paints()[name];
  context.save();
  context.translate(x - 8 * scale, y - 8 * scale);
  context.scale(scale, scale);
  context.fillStyle = fill;
  context.strokeStyle = line;
  context.lineWidth = width;
  const [outline, inside] = SHAPES[name].map((d) => new Path2D(d));
  context.fill(outline);
  context.stroke(outline);
  if (inside) context.stroke(inside);
  context.restore();
}

/** Hand a map the signs as images, once. */
export function addSigns(map) {
  for (const name of ["other", "open", "dicht"]) {
    if (map.hasImage(`teken-${name}`)) continue;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = (SIZE + 2) * RATIO;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.scale(RATIO, RATIO);
    paintSign(context, name, (SIZE + 2) / 2, (SIZE + 2) / 2);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    map.addImage(`teken-${name}`, image, { pixelRatio: RATIO });
  }
}

function paints() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    none: { fill: colour("school"), line: "#fff", width: 0.5 },
    other: { fill: "#fff", line: colour("accent"), width: 2 },
    pair: { fill: colour("accent"), line: "#fff", width: 1 },
    open: { fill: "#fff", line: colour("eerste-erbij"), width: 2.2 },
    dicht: { fill: "#fff", line: colour("enige-kwijt"), width: 2.2 },
  };
}
