// The page that describes the interface: every address can be asked, of this service alone.

const LONGEST = 20000;

for (const form of document.querySelectorAll("form[data-path]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
// A link to a schema or an address opens it.
addEventListener("hashchange", unfold);
unfold();

function unfold() {
  const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (there instanceof HTMLDetailsElement) there.open = true;
}

/** Ask what a form says and show how it was answered. */
async function ask(form) {
  const output = form.querySelector("output");
  const address = addressOf(form);
  output.textContent = `${form.dataset.method} ${address}`;
  try {
    const response = await fetch(address, optionsOf(form));
    const text = await textOf(response);
    const head = `${response.status} ${response.headers.get("Content-Type") ?? ""}`;
    const shown = document.createElement("pre");
    shown.textContent = `${form.dataset.method} ${address}\n${head}\n\n${text}`;
    output.replaceChildren(shown);
  } catch (error) {
    output.textContent = String(error);
  }
}

/** Return the address with its keys: in the path, and in the query where they are filled in. */
function addressOf(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("[data-in]")) {
    if (field.dataset.in === "path")
      path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.dataset.in === "query" && field.value) query.set(field.name, field.value);
  }
  const asked = query.toString();
  // Under whatever name this page was asked: no other host is.
  const { pathname } = new URL(path, location.href);
  return asked ? `${pathname}?${asked}` : pathname;
}

function optionsOf(form) {
  const headers = {};
  const key = document.getElementById("sleutel").value.trim();
  if (key) headers.Authorization = `Bearer ${key}`;
  for (const field of form.querySelectorAll('[data-in="header"]'))
    if (field.value) headers[field.name] = field.value;
  const body = form.querySelector('textarea[name="body"]');
  if (body) headers["Content-Type"] = "application/json";
  return { method: form.dataset.method, headers, body: body?.value };
}

async function textOf(response) {
  const kind = response.headers.get("Content-Type") ?? "";
  if (!/json|text|csv|xml/.test(kind)) return `${(await response.blob()).size} bytes`;
  const text = await response.text();
  const plain = kind.includes("json") && text.length < LONGEST ? pretty(text) : text;
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)} …` : plain;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
