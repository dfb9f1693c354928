// The map of planning: schools, labs, new places, and the drives of the bus.

import { PostcodeMap, boundsOf } from "../map.js";

const EARTH_M = 6371008.8;
const CORNERS = 72;
const SIGN = 22;

/** Each state of a school, from the bottom of the map to the top. */
const SCHOOLS = { al: "k2", buiten: "zacht", erbij: "accent" };

/** One map for both views. */
export class PlanMap extends PostcodeMap {
  /** Add the layers of planning; `choose` is called with a postcode's place in the list. */
  async prepare(choose) {
    await this.styled;
    const land = getComputedStyle(document.documentElement).getPropertyValue("--land").trim();
    this.map.setPaintProperty("pc4-vlak", "fill-color", land);
    this.dress();
    await this.dressed;
    const style = getComputedStyle(document.documentElement);
    this.hue = Object.fromEntries(
      ["accent", "zacht", "k2", "inkt", "voorziening", "lijn"].map((name) => [
        name,
        style.getPropertyValue(`--${name}`).trim(),
      ]),
    );
    for (const id of ["kringen", "ritten", "rit", "basis", "labs", "plekken"]) {
      this.map.addSource(id, { type: "geojson", data: collection([]) });
    }
    for (const layer of layers(this.hue)) this.map.addLayer(layer, "namen");
    this.sign("lab", "", this.hue.voorziening, 12);
    this.cross("geen-bezoek", this.hue.accent);
    this.listen(choose);
  }

  listen(choose) {
    const canvas = this.map.getCanvas();
    const at = (point) => {
      const id = this.postcodeAt(point);
      if (id !== null) choose(id);
    };
    this.map.on("click", (event) => at(event.point));
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Enter") at({ x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 });
    });
  }

  /** Show schools by state, labs, and new places with their circles. */
  showTrial({ schools, labs, places, radiusM }) {
    this.fill(
      "basis",
      schools.map(({ at, state, few }) => point(at, { toestand: state, groot: few ? 0 : 1 })),
    );
    this.fill(
      "labs",
      labs.map((at) => point(at, {})),
    );
    this.fill(
      "plekken",
      places.map((at, n) => point(at, { beeld: this.numbered(n + 1, this.hue.accent) })),
    );
    this.fill("kringen", radiusM ? places.map((at) => line(circle(at, radiusM), {})) : []);
    this.fill("ritten", []);
    this.fill("rit", []);
  }

  /** Show one day of a tour among all its days. */
  showDay({ day, others, visited, later, left, depots }) {
    this.fill(
      "ritten",
      others.map((shape) => line(shape, {})),
    );
    this.fill(
      "rit",
      day.legs.map(({ shape, road }) => line(shape, { weg: road })),
    );
    this.fill(
      "labs",
      depots.map((at) => point(at, {})),
    );
    this.fill("basis", [
      ...later.map((at) => point(at, { toestand: "buiten", groot: 1 })),
      ...visited.map((at) => point(at, { toestand: "al", groot: 1 })),
    ]);
    const crosses = left.map((at) => point(at, { beeld: "geen-bezoek" }));
    const stops = day.stops.map(({ at, n }) =>
      point(at, { beeld: this.numbered(n, this.hue.inkt) }),
    );
    this.fill("plekken", [...crosses, ...stops]);
    this.fill("kringen", []);
  }

  /** Move so that all of some points are seen. */
  lookAround(points) {
    if (points.length) this.lookAt(boundsOf([{ coordinates: points }]), 12);
  }

  fill(id, features) {
    this.map.getSource(id).setData(collection(features));
  }

  numbered(n, colour) {
    const name = `${colour}${n}`;
    if (!this.map.hasImage(name)) this.sign(name, String(n), colour, SIGN);
    return name;
  }

  /** Draw a square with a number as an image of the map. */
  sign(name, text, colour, size) {
    this.image(name, size, (context) => {
      context.fillStyle = "#fff";
      context.fillRect(0, 0, size, size);
      context.fillStyle = colour;
      context.fillRect(1.5, 1.5, size - 3, size - 3);
      context.fillStyle = "#fff";
      context.font = "700 12px system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(text, size / 2, size / 2 + 0.5);
    });
  }

  cross(name, colour) {
    this.image(name, 10, (context) => {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(1.5, 1.5);
      context.lineTo(8.5, 8.5);
      context.moveTo(8.5, 1.5);
      context.lineTo(1.5, 8.5);
      context.stroke();
    });
  }

  image(name, size, draw) {
    const ratio = Math.max(2, Math.ceil(devicePixelRatio));
    const element = document.createElement("canvas");
    element.width = element.height = size * ratio;
    const context = element.getContext("2d", { willReadFrequently: true });
    context.scale(ratio, ratio);
    draw(context);
    this.map.addImage(name, context.getImageData(0, 0, size * ratio, size * ratio), {
      pixelRatio: ratio,
    });
  }
}

/** Return a circle of so many metres around a point, as a closed line. */
export function circle([longitude, latitude], radiusM) {
  const radians = Math.PI / 180;
  const [lon, lat, away] = [longitude * radians, latitude * radians, radiusM / EARTH_M];
  return Array.from({ length: CORNERS + 1 }, (_, k) => {
    const bearing = (2 * Math.PI * k) / CORNERS;
    const y = Math.asin(
      Math.sin(lat) * Math.cos(away) + Math.cos(lat) * Math.sin(away) * Math.cos(bearing),
    );
    const x =
      lon +
      Math.atan2(
        Math.sin(bearing) * Math.sin(away) * Math.cos(lat),
        Math.cos(away) - Math.sin(lat) * Math.sin(y),
      );
    return [x / radians, y / radians];
  });
}

const collection = (features) => ({ type: "FeatureCollection", features });
const point = (coordinates, properties) => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates },
});
const line = (coordinates, properties) => ({
  type: "Feature",
  properties,
  geometry: { type: "LineString", coordinates },
});

const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const isState = (state) => ["==", ["get", "toestand"], state];

function layers(hue) {
  const path = (id, source, paint, more = {}) => ({
    id,
    type: "line",
    source,
    paint,
    layout: { "line-join": "round", "line-cap": "round" },
    ...more,
  });
  const image = (id, source, name) => ({
    id,
    type: "symbol",
    source,
    layout: { "icon-image": name, "icon-allow-overlap": true },
  });
  return [
    path("kringen", "kringen", {
      "line-color": hue.accent,
      "line-width": 1.5,
      "line-dasharray": [3, 2],
    }),
    path("ritten", "ritten", { "line-color": hue.k2, "line-width": 1.2, "line-opacity": 0.55 }),
    path(
      "rit-recht",
      "rit",
      { "line-color": hue.accent, "line-width": 3, "line-dasharray": [2, 1.5] },
      { filter: ["!", ["get", "weg"]], layout: {} },
    ),
    path(
      "rit-weg",
      "rit",
      { "line-color": hue.accent, "line-width": 3.5 },
      { filter: ["get", "weg"] },
    ),
    ...Object.entries(SCHOOLS).map(([state, name]) => dots(state, hue[name], hue)),
    image("labs", "labs", "lab"),
    image("plekken", "plekken", ["get", "beeld"]),
  ];
}

/** Without colour the size, the fill and the ring still tell the states apart. */
function dots(state, colour, hue) {
  const looks = {
    al: {
      "circle-color": colour,
      "circle-radius": byZoom(6, 1.6, 10, 4.5),
      "circle-stroke-color": "#fff",
      "circle-stroke-width": 0.5,
    },
    buiten: {
      "circle-color": "#fff",
      "circle-radius": byZoom(6, 1.4, 10, 4),
      "circle-stroke-color": colour,
      "circle-stroke-width": byZoom(6, 0.7, 10, 1.5),
    },
    erbij: {
      "circle-color": colour,
      "circle-radius": byZoom(6, 2.6, 10, 6.5),
      "circle-stroke-color": hue.inkt,
      "circle-stroke-width": byZoom(6, 0.8, 10, 1.5),
    },
  };
  return {
    id: `basis-${state}`,
    type: "circle",
    source: "basis",
    filter: isState(state),
    paint: looks[state],
  };
}
