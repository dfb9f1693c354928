// Patterns and labels that the map draws as images: a second cue beside colour.

const SIZE = 8;

/** Return the colours of the style sheet by name. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = [
    "inkt",
    "zacht",
    "lijn",
    "patroon",
    "accent",
    "land",
    "school",
    "k0",
    "k1",
    "k2",
    "k3",
    "leeg",
    "water",
    "buitenland",
    "hoofdweg",
    "wegenonbekend",
    "p0",
    "p1",
    "p2",
    "p3",
    "p4",
    "p5",
  ];
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  );
}

/** Hand the map its patterns. */
export function addPatterns(map, colour) {
  const ratio = 2;
  const paint = (name, draw) => {
    const context = canvas(SIZE * ratio, SIZE * ratio);
    context.scale(ratio, ratio);
    draw(context);
    const image = context.getImageData(0, 0, SIZE * ratio, SIZE * ratio);
    map.addImage(name, image, { pixelRatio: ratio });
  };
  paint("streep", (context) => stripes(context, colour.patroon));
  paint("grens", (context) => brokenStripes(context, colour.patroon));
  paint("stip", (context) => dots(context, colour.patroon));
  paint("kruis", (context) => crosses(context, colour.patroon));
}

/** Hand the map the name of a place as an image, so that no fonts are fetched. */
export function addLabel(map, name, isGround = false) {
  const ratio = Math.max(2, Math.ceil(devicePixelRatio));
  const style = isGround ? "italic 400" : "600";
  const font = `${style} 12px system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif`;
  const ruler = canvas(1, 1);
  ruler.font = font;
  const width = Math.ceil(ruler.measureText(name).width) + 8;
  const height = 20;
  const context = canvas(width * ratio, height * ratio);
  context.scale(ratio, ratio);
  context.font = font;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = "rgba(255,255,255,0.92)";
  if (!isGround) context.strokeText(name, 4, height / 2);
  context.fillStyle = isGround ? "#3d5a57" : "#111";
  context.fillText(name, 4, height / 2);
  const image = context.getImageData(0, 0, width * ratio, height * ratio);
  map.addImage(`naam:${name}`, image, { pixelRatio: ratio });
}

function canvas(width, height) {
  const element = document.createElement("canvas");
  element.width = width;
  element.height = height;
  return element.getContext("2d", { willReadFrequently: true });
}

function stripes(context, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const shift of [-SIZE, 0, SIZE]) {
    context.moveTo(shift - 1, SIZE + 1);
    context.lineTo(shift + SIZE + 1, -1);
  }
  context.stroke();
}

/** Draw stripes that lean the other way and are broken: neither a gap nor none. */
function brokenStripes(context, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1.2;
  context.setLineDash([2.8, 2.86]);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(SIZE, SIZE);
  context.stroke();
}

function dots(context, colour) {
  context.fillStyle = colour;
  for (const [x, y] of [
    [2, 2],
    [6, 6],
  ]) {
    context.beginPath();
    context.arc(x, y, 1.1, 0, 2 * Math.PI);
    context.fill();
  }
}

function crosses(context, colour) {
  context.fillStyle = colour;
  context.fillRect(0, 0, SIZE, SIZE);
  context.strokeStyle = "#fff";
  context.lineWidth = 0.9;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(SIZE, SIZE);
  context.moveTo(SIZE, 0);
  context.lineTo(0, SIZE);
  context.stroke();
}
