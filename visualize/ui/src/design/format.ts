/** How numbers and times are written, the same everywhere. */

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function short(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** A count, all digits up to 9,999, then 12.3k, 4.56M. */
export function formatCount(value: number): string {
  if (Math.abs(value) < 10_000) return GROUPED.format(value);
  const units = ["k", "M", "G", "T"];
  let scaled = Math.abs(value) / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${value < 0 ? "−" : ""}${short(scaled)}${units[unit]}`;
}

/** All digits, in groups of three. */
export function formatWhole(value: number): string {
  return GROUPED.format(value);
}

/** Events per second, without the unit: 0, 0.4, 12, 1.2k. */
export function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 10) return String(Number(perSecond.toFixed(1)));
  return formatCount(Math.round(perSecond));
}

/** A length of time with its one or two largest units: 350 ms, 4.2 s, 3 min, 2 h 5 min, 3 d 4 h. */
export function formatDuration(millis: number): string {
  const ms = Math.max(0, millis);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let scaled = bytes / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${short(scaled)} ${units[unit]}`;
}

const LOCAL = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" });

/** In the viewer's zone: 2026-01-31 14:05:09, with milliseconds where there are some. */
export function formatLocal(time: Date): string {
  const millis = time.getMilliseconds();
  return LOCAL.format(time) + (millis ? `.${String(millis).padStart(3, "0")}` : "");
}

/** In UTC, as it stands on hover: 2026-01-31 13:05:09 UTC. */
export function formatUtc(time: Date): string {
  return `${time
    .toISOString()
    .replace("T", " ")
    .replace(/\.000Z$|Z$/, "")} UTC`;
}

/** For a field of type datetime-local, in the viewer's zone. */
export function toLocalField(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** A value of a row as a person reads it; null is left to the caller. */
export function formatValue(value: unknown): string {
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}

/** A binary fraction in the digits that mean something: 54.1, not 54.099999999999994. */
export function formatFloating(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** "1 stream", "3 streams". */
export function plural(count: number, word: string): string {
  return `${formatWhole(count)} ${word}${count === 1 ? "" : "s"}`;
}
