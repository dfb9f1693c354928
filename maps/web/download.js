// To take along: the table as CSV or GeoJSON, the map as a picture with its sources.

import { el } from "./dom.js";
import { colours } from "./patterns.js";
import { groundEntries } from "./ground.js";
import { entries as areaEntries } from "./legend.js";
import { tableAddress } from "./service.js";
import { paintSign, points } from "./signs.js";
import { say } from "./words.js";

const WIDTH = 1600;
const MARGIN = 48;
const LEGEND_ROW = 28;
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";

/** Make the row of downloads; `picture` saves the map. */
export function downloads(state, picture, look = {}, areas = null) {
  const address = (form) =>
    look.address ? look.address(form, areas) : tableAddress(state, form, areas);
  return el(
    "p",
    { class: "opslaan" },
    `${say("downloads")}: `,
    el("a", { href: address("csv"), download: "" }, "CSV"),
    el("a", { href: address("geojson"), download: "" }, "GeoJSON"),
    el("a", { href: address("xlsx"), download: "" }, "XLSX"),
    el("button", { type: "button", id: "png", onclick: picture }, "PNG"),
    el("span", { id: "opgeslagen", class: "klein" }),
  );
}

/** Save the map with its finding, legend, dates and sources as a PNG file. */
export async function savePicture(map, state, { title, lines, example, look }) {
  const drawn = await map.picture();
  const mapHeight = Math.round(((WIDTH - 2 * MARGIN) * drawn.height) / drawn.width);
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  const context = canvas.getContext("2d");
  const above = wrapped(context, title, `700 34px ${FONT}`);
  const below = lines.flatMap((line) => wrapped(context, line, `18px ${FONT}`));
  const top = MARGIN + (example ? 64 : 0) + above.length * 44 + 12;
  const entries = look?.entries ?? usualEntries(state, look?.legend ?? areaEntries(state));
  const rows = placed(context, entries).at(-1).row;
  canvas.height = top + mapHeight + 70 + rows * LEGEND_ROW + below.length * 26 + MARGIN;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (example) band(context);
  write(context, above, `700 34px ${FONT}`, MARGIN, MARGIN + (example ? 64 : 0) + 20, 44);
  context.drawImage(drawn, MARGIN, top, WIDTH - 2 * MARGIN, mapHeight);
  legend(context, entries, top + mapHeight + 36);
  write(context, below, `18px ${FONT}`, MARGIN, top + mapHeight + 88 + rows * LEGEND_ROW, 26);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const link = el("a", {
    href: URL.createObjectURL(blob),
    download: `${pictureName(state, look)}.png`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Name the picture by what it shows; the service names its files by the same rule. */
function pictureName(state, look) {
  const what = [look?.file ?? "bereik", state.profiel, state.leerweg, state.drempel, state.modus];
  return [...what, state.gebied]
    .filter(Boolean)
    .join("_")
    .replaceAll(/[^\p{L}\d_.+-]/gu, "");
}

function band(context) {
  context.fillStyle = "#fde68a";
  context.fillRect(0, 0, WIDTH, 56);
  write(context, [say("example")], `600 22px ${FONT}`, MARGIN, 29, 0);
}

function write(context, lines, font, x, y, height) {
  context.font = font;
  context.fillStyle = colours().inkt;
  context.textBaseline = "middle";
  lines.forEach((line, k) => context.fillText(line, x, y + k * height));
}

function wrapped(context, text, font) {
  context.font = font;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width > WIDTH - 2 * MARGIN) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Return the entries of the legend: words, and how their sign is painted. */
function usualEntries(state, areas) {
  const colour = colours();
  const box = (look) => (context, x, y, width, height) => {
    context.fillStyle = colour[UNDER[look] ?? look];
    context.fillRect(x, y, width, height);
    context.strokeRect(x, y, width, height);
    HATCHES[look]?.(context, x, y + height / 2, colour.patroon);
  };
  const boxes = areas.map(({ look, words }) => ({ words, paint: box(look) }));
  return [...boxes, ...pointEntries(points(state)), ...groundEntries(colour)];
}

/** Return the entries of signs: what is drawn around the middle of its box. */
export const pointEntries = (signs) =>
  signs.map(({ look, words }) => ({
    words,
    paint: (context, x, y, width, height) =>
      paintSign(context, look, x + width / 2, y + height / 2, 1.5),
  }));

/** Return the entries of the legend with the row and the place in it of each. */
function placed(context, entries) {
  context.font = `18px ${FONT}`;
  let [x, row] = [MARGIN, 0];
  return entries.map((entry) => {
    const width = 44 + context.measureText(entry.words).width;
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, row] = [MARGIN, row + 1];
    const here = { ...entry, x, row };
    x += width + 28;
    return here;
  });
}

function legend(context, entries, top) {
  for (const { words, paint, x, row } of placed(context, entries)) {
    const y = top + row * LEGEND_ROW;
    context.strokeStyle = "#8b99a6";
    paint(context, x, y - 10, 34, 20);
    write(context, [words], `18px ${FONT}`, x + 44, y, 0);
  }
}

/** What lies under a pattern of the legend, and the pattern itself. */
const UNDER = { gat: "k2", grens: "k2", stip: "k1", kruis: "patroon" };
const HATCHES = {
  gat: hatch,
  p0: hatch,
  grens: (context, x, y, colour) => hatch(context, x, y, colour, [4, 4]),
  kruis: (context, x, y) => hatch(context, x, y, "#fff"),
  stip: (context, x, y, colour) => {
    context.fillStyle = colour;
    for (const left of [8, 17, 26]) context.fillRect(x + left, y - 2, 3, 3);
  },
};

function hatch(context, x, y, colour, dash = []) {
  context.strokeStyle = colour;
  context.setLineDash(dash);
  context.lineWidth = 2;
  context.beginPath();
  for (const left of [2, 10, 18]) {
    context.moveTo(x + left, y + 9);
    context.lineTo(x + left + 14, y - 9);
  }
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 1;
}
