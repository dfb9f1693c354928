// Long work: asked with a key that stays in this page, followed until it is done.

import { el, show } from "../dom.js";
import { say } from "../words.js";

const PLACE = "/v1/taken";
const PAUSE_MS = 700;
const REFUSED = [401, 403];
let key = "";

/** The key does not work. */
export class KeyError extends Error {}

/** Ask for a key, unless one is known, and call `go` when there is one. */
export function withKey(parent, go, { cancel = () => show(parent), again = false } = {}) {
  if (key && !again) return go();
  const input = el("input", {
    id: "sleutel",
    name: "sleutel",
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "sleutel-uitleg",
  });
  const submit = (event) => {
    event.preventDefault();
    key = input.value.trim();
    go();
  };
  const form = el(
    "form",
    { class: "vraagform", autocomplete: "off", onsubmit: submit },
    el("p", { id: "sleutel-uitleg" }, say(again ? "keyWrong" : "keyAsk")),
    el("label", { for: "sleutel" }, say("key")),
    input,
    el(
      "div",
      { class: "knoppen" },
      el("button", { type: "submit", class: "knop sterk" }, say("keyUse")),
      el("button", { type: "button", class: "knop", onclick: cancel }, say("cancel")),
    ),
  );
  show(parent, form);
  input.focus();
  return null;
}

/** Do work as a job and show how it goes; `done` is called with its answer and id. */
export function doWork(parent, work, done) {
  const run = async () => {
    try {
      const job = await sent("POST", PLACE, { ...work, vorm: "json" });
      await followed(parent, job, done);
    } catch (error) {
      told(parent, error, retry);
    }
  };
  const retry = () => withKey(parent, run, { again: true });
  withKey(parent, run);
}

/** Ask what is answered at once, with the key; `done` is called with the answer. */
export function askWith(parent, path, body, done) {
  const run = async () => {
    try {
      done(await sent("POST", `/v1/${path}`, body));
    } catch (error) {
      told(parent, error, retry);
    }
  };
  const retry = () => withKey(parent, run, { again: true });
  withKey(parent, run);
}

/** Show a job of before again, by its id. */
export function showAgain(parent, id, done) {
  const run = async () => {
    try {
      await followed(parent, await sent("GET", `${PLACE}/${id}`), done);
    } catch (error) {
      told(parent, error, retry);
    }
  };
  const retry = () => withKey(parent, run, { again: true });
  withKey(parent, run);
}

async function followed(parent, job, done) {
  const stopped = new AbortController();
  const stop = () => {
    stopped.abort();
    sent("DELETE", `${PLACE}/${job.id}`).catch(() => null);
    show(parent, el("p", { class: "uitleg" }, say("jobStopped")));
  };
  const words = el("p", { class: "uitleg" });
  const bar = el("progress", { max: 1, "aria-label": say("working") });
  show(
    parent,
    words,
    bar,
    el(
      "div",
      { class: "knoppen" },
      el("button", { type: "button", class: "knop", onclick: stop }, say("cancel")),
    ),
  );
  let now = job;
  while (!stopped.signal.aborted && (now.status === "wacht" || now.status === "bezig")) {
    words.textContent = say(now.status === "wacht" ? "waiting" : "working");
    if (now.voortgang > 0) bar.value = now.voortgang;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (!stopped.signal.aborted) now = await sent("GET", `${PLACE}/${job.id}`);
  }
  if (stopped.signal.aborted) return;
  if (now.status !== "klaar") throw new Error(now.melding || say("jobStopped"));
  const answer = await sent("GET", `${PLACE}/${job.id}/resultaat`);
  show(parent);
  done(answer, job.id);
}

function told(parent, error, retry) {
  if (error instanceof KeyError) {
    key = "";
    return retry();
  }
  return show(
    parent,
    el(
      "p",
      { class: "leeg-plek", role: "alert" },
      say("jobFailed", ""),
      el("span", { lang: "en" }, error.message),
    ),
  );
}

async function sent(method, address, body) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const options = { method, headers, cache: "no-store" };
  if (body) {
    headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(address, options);
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  if (REFUSED.includes(response.status)) throw new KeyError(problem.detail ?? "");
  throw new Error(problem.detail ?? response.statusText);
}
