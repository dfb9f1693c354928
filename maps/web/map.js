// The map: postcodes by class, gaps hatched, schools by what they offer.

import { membersOf } from "./codes.js";
import { layGround } from "./ground.js";
import { BREAKS, CUT_OFF, EMPTY, landStyle, NO_ROADS, PATTERNS, upperLayers } from "./map-style.js";
import { addLabel, addPatterns, colours } from "./patterns.js";
import { addSigns } from "./signs.js";
import { say } from "./words.js";

/** Between likely ends that lie farther apart than this share nothing is said. */
export const TOO_COARSE = 0.6;
const PADDING = { padding: 14 };
/** Half the height of a name on the map, in pixels. */
const HALF_NAME = 10;

/** Give every postcode its class, and tell which are a gap or protected. */
export function classified(figures, unit) {
  const costs = costsOf(figures);
  const breaks = BREAKS[unit];
  const klass = costs.map((cost, row) => {
    if (!isInhabited(figures, row)) return EMPTY;
    if (figures.reden[row] === "buitenWegen") return NO_ROADS;
    if (cost === null) return figures.reden[row] === "geenWeg" ? CUT_OFF : breaks.length;
    const found = breaks.findIndex((bound) => cost <= bound);
    return found < 0 ? breaks.length : found;
  });
  const unsure = figures.postcode.map((_, row) => isUnsure(figures, row));
  const gap = figures.witteVlek.map((is, row) => is && isInhabited(figures, row) && !unsure[row]);
  return { postcode: figures.postcode, klass, gap, unsure, hidden: figures.afgeschermd };
}

/** Tell whether it cannot be said of a postcode that it is a gap, nor that it is not. */
function isUnsure(figures, row) {
  if (figures.afgeschermd[row] || !figures.nietBereiktVermoedelijkHoog) return false;
  const [reached, missed] = ["bereikt", "nietBereikt"].map((name) =>
    ["Laag", "Hoog"].map((end) => figures[`${name}Vermoedelijk${end}`][row]),
  );
  const share = (one, other) => (one + other > 0 ? one / (one + other) : 0);
  return share(reached[1], missed[0]) - share(reached[0], missed[1]) > TOO_COARSE;
}

/** Tell whether anyone of the group lives in a postcode, as far as may be known. */
export const isInhabited = (figures, row) =>
  figures.afgeschermd[row] || figures.leerlingenHoog[row] > 0;

/** Distance or time to the nearest offer of every postcode; null beyond the search. */
export const costsOf = (figures) => figures.afstandM ?? figures.reistijdS;

/** Return what a vestiging is for a question: pair, other or none. */
export function siteKind(offers, state) {
  const wanted = membersOf(state.profiel);
  const held = offers.split(",");
  if (wanted.some((profiel) => held.includes(`${profiel}-${state.leerweg}`))) return 2;
  return wanted.some((profiel) => held.some((offer) => offer.startsWith(`${profiel}-`))) ? 1 : 0;
}

/** Return west, south, east and north of geometries. */
export function boundsOf(geometries) {
  const box = [180, 90, -180, -90];
  const visit = (part) => {
    if (typeof part[0] !== "number") return part.forEach(visit);
    box[0] = Math.min(box[0], part[0]);
    box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]);
    box[3] = Math.max(box[3], part[1]);
  };
  geometries.forEach((geometry) => geometry && visit(geometry.coordinates));
  return box;
}

/** One map in one element. */
export class PostcodeMap {
  /** Open a map of a land; its features have as id their place in the list. */
  constructor(container, label, land) {
    const colour = colours();
    this.shown = Array.from({ length: land.features.length });
    this.bounds = boundsOf(land.features.map((one) => one.geometry));
    this.map = new maplibregl.Map({
      ...settings(),
      style: landStyle(land, colour),
      container,
      bounds: this.bounds,
      locale: locale(label),
    });
    this.target = { bounds: this.bounds, maxZoom: 11 };
    this.map.on("movestart", (event) => event.originalEvent && (this.target = null));
    this.map.on(
      "resize",
      () =>
        this.target &&
        this.map.fitBounds(this.target.bounds, { ...PADDING, ...this.target, duration: 0 }),
    );
    // MapLibre passes over the first change of size after it opens; the map stood askew.
    new ResizeObserver(
      () => this.map.getCanvas().clientHeight !== container.clientHeight && this.map.resize(),
    ).observe(container);
    this.map.touchZoomRotate.disableRotation();
    // Classes are told before the first tile is cut, so that nothing is drawn twice.
    this.styled = new Promise((resolve) => this.map.once("style.load", resolve)).then(() =>
      addPatterns(this.map, colour),
    );
    this.loaded = new Promise((resolve) => this.map.once("load", resolve));
    this.dressed = new Promise((resolve) => (this.dressing = resolve));
  }

  /** Lay over the land what helps to read it, once the land itself is drawn. */
  async dress() {
    await this.drawn();
    const { map, dressing } = this;
    if (!dressing) return;
    this.dressing = null;
    for (const name of ["gebieden", "gekozen", "scholen", "namen"])
      map.addSource(name, { type: "geojson", data: none() });
    addSigns(map);
    for (const layer of upperLayers(colours())) map.addLayer(layer);
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
    dressing();
  }

  /** Lay the ground under the postcodes; null for none. */
  async layGround(told) {
    await this.dressed;
    layGround(this.map, told, colours());
  }

  /** Show the class of every postcode; only what changes is told to the map. */
  async showClasses({ klass, gap, unsure, hidden }) {
    await this.styled;
    this.addPattern("pc4-afgeschermd", hidden.includes(true));
    this.addPattern("pc4-onbereikbaar", klass.includes(CUT_OFF));
    this.addPattern("pc4-grens", unsure.includes(true));
    for (let id = 0; id < klass.length; id++) {
      const known = `${klass[id]}${gap[id]}${hidden[id]}${unsure[id]}`;
      if (this.shown[id] === known) continue;
      this.shown[id] = known;
      this.map.setFeatureState(
        { source: "pc4", id },
        { k: klass[id], gap: gap[id], hidden: hidden[id], unsure: unsure[id] },
      );
    }
  }

  /** Add a pattern when it first occurs: each one is drawn over the whole land. */
  addPattern(id, isNeeded) {
    if (isNeeded && !this.map.getLayer(id)) this.map.addLayer(PATTERNS[id], "pc4-gatrand");
  }

  /** Show vestigingen, each by the kind of what it offers; all of the land at once. */
  async showSites(sites, kinds) {
    await this.dressed;
    if (this.sites !== sites) {
      this.sites = sites;
      this.map.getSource("scholen").setData(numbered(sites));
      // A part of the land without its schools would read as if it had none.
      const isWhole = ({ sourceId }) => sourceId === "scholen" && this.map.isSourceLoaded(sourceId);
      await this.until("sourcedata", isWhole);
      if (this.sites !== sites) return;
    }
    kinds.forEach((kind, id) => this.map.setFeatureState({ source: "scholen", id }, { kind }));
  }

  /** Draw the borders of the areas of a division; null for none. */
  async showAreas(areas) {
    await this.dressed;
    this.map.getSource("gebieden").setData(areas ?? none());
  }

  /** Mark the border that is kept to, and what is chosen: features, or nothing. */
  async mark(border, ...chosen) {
    await this.dressed;
    const features = [border, ...chosen]
      .filter((one) => one?.geometry)
      .map((one) => ({
        type: "Feature",
        properties: { border: one === border },
        geometry: one.geometry,
      }));
    this.map.getSource("gekozen").setData({ type: "FeatureCollection", features });
  }

  /** Write the names of the largest places; those that do not fit are left out. */
  async showPlaces(places) {
    await this.dressed;
    if (this.places === places) return;
    this.places = places;
    const features = places.map(({ name, at, isGround }, rank) => {
      if (!this.map.hasImage(`naam:${name}`)) addLabel(this.map, name, isGround);
      return {
        type: "Feature",
        id: rank,
        properties: { beeld: `naam:${name}`, rank },
        geometry: { type: "Point", coordinates: at },
      };
    });
    this.map.getSource("namen").setData({ type: "FeatureCollection", features });
    this.map.on("moveend", () => this.hideCutNames());
    this.hideCutNames();
  }

  /** Leave out a name of which the edge of the map would cut a part away. */
  hideCutNames() {
    const { clientWidth: width, clientHeight: height } = this.map.getCanvas();
    this.places.forEach(({ name, at }, id) => {
      const { x, y } = this.map.project(at);
      const { data, pixelRatio } = this.map.getImage(`naam:${name}`);
      const half = data.width / pixelRatio / 2;
      const cut = x < half || x > width - half || y < HALF_NAME || y > height - HALF_NAME;
      this.map.setFeatureState({ source: "namen", id }, { cut });
    });
  }

  /** Move to bounds, or to the whole land. */
  lookAt(bounds, maxZoom = 11) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.target = { bounds: bounds ?? this.bounds, maxZoom };
    this.map.fitBounds(this.target.bounds, { ...PADDING, maxZoom, duration: calm ? 0 : 150 });
  }

  /** Return the id of the postcode at a point of the screen. */
  postcodeAt(point) {
    return this.map.queryRenderedFeatures(point, { layers: ["pc4-vlak"] })[0]?.id ?? null;
  }

  /** Return the place in the list of the vestiging at a point of the screen. */
  siteAt({ x, y }) {
    const layers = ["school-pair", "school-other", "school-none"];
    const around = [
      [x - 4, y - 4],
      [x + 4, y + 4],
    ];
    return this.map.queryRenderedFeatures(around, { layers })[0]?.id ?? null;
  }

  /** Resolve when every postcode is drawn in its class. */
  async drawn() {
    await this.loaded;
    if (this.map.loaded() && !this.map.isMoving()) return;
    // Not "idle": a background that never comes must not keep the postcodes waiting.
    await this.until("render", () => this.map.isSourceLoaded("pc4") && !this.map.isMoving());
  }

  /** Resolve at the first event of a kind at which something is so. */
  until(event, isSo) {
    return new Promise((resolve) => {
      const look = (about) => {
        if (!isSo(about)) return;
        this.map.off(event, look);
        resolve();
      };
      this.map.on(event, look);
      this.map.triggerRepaint();
    });
  }

  once(event, listener) {
    this.map.once(event, listener);
    this.map.triggerRepaint();
  }

  /** Return what is drawn now, to be copied into another drawing. */
  picture() {
    return new Promise((resolve) => {
      this.once("render", () => createImageBitmap(this.map.getCanvas()).then(resolve));
    });
  }
}

const none = () => ({ type: "FeatureCollection", features: [] });

function numbered(collection) {
  return { ...collection, features: collection.features.map((one, id) => ({ ...one, id })) };
}

function settings() {
  const narrow = matchMedia("(max-width: 63.99rem)").matches;
  return {
    attributionControl: false,
    cooperativeGestures: narrow && matchMedia("(pointer: coarse)").matches,
    dragRotate: false,
    fadeDuration: 0,
    fitBoundsOptions: PADDING,
    maxPitch: 0,
    maxZoom: 14,
    minZoom: 4,
    pitchWithRotate: false,
    renderWorldCopies: false,
    touchPitch: false,
  };
}

function locale(label) {
  return {
    "Map.Title": label,
    "NavigationControl.ZoomIn": say("zoomIn"),
    "NavigationControl.ZoomOut": say("zoomOut"),
    "CooperativeGesturesHandler.MobileHelpText": say("twoFingers"),
  };
}
