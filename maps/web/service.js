// What the page asks of the service; every answer is kept, and of one snapshot.

import { codeWords, LEERWEGEN, limitOf, takeCodes, TECHNISCH } from "./codes.js";
import { scopeOf, thresholdOf } from "./state.js";
import { addWords } from "./words.js";
import { idOf, settled, takeYears, yearsWith } from "./years.js";

const BASE = "/v1/";
const CURVE_M = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30].map((km) => km * 1000);
const CURVE_S = [5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 105, 120].map((min) => min * 60);
const BUSY = 503;
const PAGE = 1000;
/** A first question about roads of a whole country may take minutes. */
const PATIENCE_MS = 600_000;
const kept = new Map();
let identity = "actueel";

/** An answer that says what is wrong. */
export class ServiceError extends Error {}

/** Fetch what can be asked, and which snapshot answers; all else is asked of it. */
export async function openSnapshot(chosen = "") {
  kept.clear();
  const asked = ["codes", "snapshots/actueel", "snapshots"].map((path) => fetched(path));
  const [codes, current, all] = await Promise.all(asked);
  takeCodes(codes);
  addWords(codeWords(codes));
  takeYears(all.snapshots);
  const other = settled(chosen);
  const about = other ? await fetched(`snapshots/${other}`) : current;
  identity = about.snapshot;
  return about;
}

/** Shares of the leerwegen in the area looked at. */
export async function shares(state) {
  const keys = { ...question(state), leerweg: LEERWEGEN.join(","), ...scope(state) };
  return likeOneWay(await json("bereik", keys));
}

/** Give the answer about two ways the columns of one: who is reached by neither is farther. */
function likeOneWay(answer) {
  const rows = answer.rijen.map((row) => ({ verder: row.geenVanBeide, onbereikbaar: 0, ...row }));
  return { ...answer, rijen: rows };
}

/** Shares of the leerwegen in the area looked at, for a range of thresholds. */
export function curve(state) {
  const { unit } = thresholdOf(state.drempel);
  const all = unit === "s" ? CURVE_S : CURVE_M;
  const drempel = all.filter((one) => one <= limitOf(state.modus, unit)).join(",");
  const keys = { ...question(state), leerweg: LEERWEGEN.join(","), drempel, ...scope(state) };
  return json("bereik", keys);
}

/** How many technical profielen there are to choose from, in the area looked at. */
export const choices = (state) => json("keuzes", { ...choiceQuestion(state), ...scope(state) });

/** The same for every area of the chosen division. */
export const choiceAreas = (state) =>
  json("keuzes", { ...choiceQuestion(state), gebiedsindeling: state.gebieden });

/** Address of that table, in another form. */
export function choicesAddress(state, form, only) {
  return address("keuzes", { ...choiceQuestion(state), ...shownAreas(state, only), f: form });
}

const choiceQuestion = (state) => ({ ...wayOf(state), leerweg: state.leerweg });

/** Shares of the leerwegen in every snapshot, as far as it knows the area. */
export async function trend(state) {
  const told = yearsWith(state.modus).map(async ({ id }) => {
    const answer = await shares({ ...state, snapshot: id }).catch(() => ({ rijen: [] }));
    return { id, rows: answer.rijen };
  });
  return Promise.all(told);
}

/** What the figure rests on: postcodes, schools, sources, rule, and a paragraph. */
export const explanation = (state) => json("toelichtingen", explained(state));

/** Address of that answer. */
export const explanationAddress = (state) => address("toelichtingen", explained(state));

function explained(state) {
  const area = scopeOf(state);
  return { ...question(state), ...(area ? { gebied: `${area.kind}:${area.code}` } : {}) };
}

/** Three layers of years to come, as far as they can be told, in the area looked at. */
export function ahead(state) {
  const edits = state.als ? { als: state.als } : {};
  return json("vooruitzichten", { ...question(state), ...scope(state), ...edits });
}

/** Shares of every area of the chosen division. */
export async function areas(state) {
  const keys = { ...question(state), gebiedsindeling: state.gebieden };
  return likeOneWay(await json("bereik", keys));
}

/** Compact figures of every postcode. */
export async function figures(state) {
  const answer = await json("kaart/cijfers", question(state));
  return answer.kolommen;
}

/** What can be reached from one postcode. */
export function postcode(state) {
  const profielen = [...new Set([state.profiel, ...TECHNISCH])];
  const keys = { ...question(state), profiel: profielen.join(",") };
  return json(`postcodes/${state.postcode}/bereik`, keys);
}

/** The journey from a postcode to a vestiging by public transport. */
export const journey = (state, vestiging) =>
  json(`postcodes/${state.postcode}/reis`, { vestiging, ...from(state.snapshot) });

/** What edits change in the area looked at, for every profiel and leerweg. */
export function effect(state) {
  return json("effect", { ...editsOf(state), ...wayOf(state), ...scope(state) });
}

/** What edits change in every area of the chosen division. */
export function effectAreas(state) {
  const keys = { ...editsOf(state), ...question(state), gebiedsindeling: state.gebieden };
  return json("effect", keys);
}

/** What edits change in every postcode. */
export async function effectFigures(state) {
  const answer = await json("kaart/effect", { ...editsOf(state), ...question(state) });
  return answer.kolommen;
}

/** What each edit says, and what is wrong with it. */
export function judgedEdits(state) {
  return json("wijzigingen", { als: state.als, ...from(state.snapshot) });
}

/** The edits of a state; those that cannot be made are passed over. */
const editsOf = ({ als }) => ({ als, fouten: "overslaan" });

/** What the law says of a scenario document; nothing of it is kept. */
export async function checks(state, document) {
  const { modus, noemer } = state;
  const response = await fetch(
    `${BASE}scenarios/toetsen?${new URLSearchParams({ modus, noemer })}`,
    {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(document),
    },
  );
  if (response.ok) return response.json();
  const { detail } = await response.json().catch(() => ({}));
  throw new ServiceError(detail ?? response.statusText);
}

/** Address of the table of differences, in another form. */
export function effectAddress(state, als, form, only) {
  return address("effect", { als, ...question(state), ...shownAreas(state, only), f: form });
}

/** Simplified polygons of a division. */
export const shapes = (kind) => json("kaart/gebieden", { gebiedsindeling: kind });

/** What the map is laid on. */
export const ground = () => json("kaart/ondergrond");

/** All vestigingen with what they offer; the service gives so many at a time. */
export async function sites(snapshot = identity) {
  const page = (offset) =>
    json("collections/vestigingen/items", {
      limit: PAGE,
      ...(offset && { offset }),
      ...from(snapshot),
    });
  const first = await page(0);
  const more = Math.ceil(first.numberMatched / PAGE) - 1;
  const rest = await Promise.all(
    Array.from({ length: Math.max(more, 0) }, (_, k) => page((k + 1) * PAGE)),
  );
  return { ...first, features: [first, ...rest].flatMap((one) => one.features) };
}

/** The background map that the service offers, from another host. */
export const background = () => fetched("kaart/achtergrond");

/** Address of the table that is shown, in another form. */
export function tableAddress(state, form, only) {
  return address("bereik", { ...question(state), ...shownAreas(state, only), f: form });
}

/** Name the areas that the table shows, where those are not all of the division. */
function shownAreas({ gebieden, gebied }, only) {
  const codes = gebied ? [gebied] : [...(only ?? [])];
  return { gebiedsindeling: gebieden, ...(codes.length ? { gebied: codes.join(",") } : {}) };
}

function question(state) {
  const either = state.of ? { of: state.of } : {};
  return { profiel: state.profiel, leerweg: state.leerweg, ...wayOf(state), ...either };
}

/** How far, by which mode, of whom, and in which snapshot. */
function wayOf(state) {
  const { value, unit } = thresholdOf(state.drempel);
  return {
    drempel: value,
    eenheid: unit,
    modus: state.modus,
    noemer: state.noemer,
    ...from(state.snapshot),
  };
}

/** Name the snapshot that must answer, if it is not the one that was opened. */
function from(snapshot) {
  const id = idOf(snapshot);
  return !id || identity.startsWith(id) ? {} : { snapshot: id };
}

function scope(state) {
  const area = scopeOf(state);
  return area ? { gebiedsindeling: area.kind, gebied: area.code } : {};
}

/** The area of a division for each postcode, and the names of those areas. */
export const division = (kind, snapshot) =>
  json("kaart/indelingen", { gebiedsindeling: kind, ...from(snapshot) });

/** Address of an answer of the snapshot that is looked at. */
export function address(path, keys) {
  return `${BASE}${path}?${new URLSearchParams({ snapshot: identity, ...keys })}`;
}

/** Fetch an answer of that snapshot once. */
export function json(path, keys) {
  const wanted = address(path, keys);
  if (!kept.has(wanted)) {
    const answer = fetched(wanted.slice(BASE.length));
    kept.set(wanted, answer);
    answer.catch(() => kept.delete(wanted));
  }
  return kept.get(wanted);
}

/** Fetch an answer; a service that is still computing is asked again. */
async function fetched(path, until = Date.now() + PATIENCE_MS) {
  const response = await fetch(BASE + path).catch((error) => {
    throw new ServiceError(error.message);
  });
  if (response.ok) return response.json();
  const isBusy = response.status === BUSY && response.headers.has("Retry-After");
  if (isBusy && Date.now() < until) {
    await new Promise((resolve) =>
      setTimeout(resolve, 1000 * Number(response.headers.get("Retry-After"))),
    );
    return fetched(path, until);
  }
  const problem = await response.json().catch(() => ({}));
  const error = new ServiceError(problem.detail ?? response.statusText);
  error.status = response.status;
  error.language = response.headers.get("Content-Language");
  throw error;
}
