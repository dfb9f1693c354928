// Numbers, distances and dates as readers of each language expect them.

let locale = "nl-NL";

/** Write from now on in Dutch or English. */
export function speak(language) {
  locale = language === "en" ? "en-GB" : "nl-NL";
}

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** Return a number as files hold it, of which every surface rounds: 100 x 0,285 is 28,5. */
const asWritten = (value) => +(+value).toFixed(6);

/** Write a number: 1.234,5. */
export function number(value, decimals = 0) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const written = asWritten(value);
  return new Intl.NumberFormat(locale, { ...digits, useGrouping: "always" }).format(
    Math.abs(written) < 0.5 / 10 ** decimals ? 0 : written,
  );
}

/** Write a fraction of 0 to 1 as 38,1%; never round what is not all up to 100%. */
export function percentage(share, decimals = 1) {
  if (!isNumber(share)) return null;
  const step = 10 ** -decimals;
  let percent = asWritten(100 * share);
  if (share < 1 && percent >= 100 - step / 2) percent = 100 - step;
  if (share > 0 && percent < step / 2) percent = step;
  return `${number(percent, decimals)}%`;
}

/** Write metres as 12,5 km, without needless decimals where they are round. */
export function distance(metres, decimals = 1) {
  return `${number(metres / 1000, decimals)} km`;
}

/** Write a threshold: 10 km or 30 minuten. */
export function threshold(value, unit, minutes) {
  if (unit === "s") return `${number(value / 60)} ${minutes}`;
  return distance(value, value % 1000 === 0 ? 0 : 1);
}

/** Write a distance in metres or a time in seconds. */
export function cost(value, unit) {
  return unit === "s" ? `${number(Math.round(value / 60))} min` : distance(value);
}

/** Write 2019-10-01 as 1 oktober 2019; leave a school year as it is. */
export function date(text) {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!found) return text;
  const options = { month: "long", year: "numeric", timeZone: "UTC" };
  if (found[3]) options.day = "numeric";
  const day = new Date(Date.UTC(+found[1], +found[2] - 1, +(found[3] ?? 1)));
  return new Intl.DateTimeFormat(locale, options).format(day);
}

/** Compare two texts as a reader sorts them. */
export const collate = (one, other) => one.localeCompare(other, locale, { numeric: true });

/** Write names one after the other: a, b en c. */
export const listed = (names) => new Intl.ListFormat(locale).format(names);
