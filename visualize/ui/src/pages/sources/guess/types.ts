import type { Cell } from "./cells";

/** What a field of a stream can be. */
export const TYPES = [
  "string",
  "double",
  "long",
  "int",
  "decimal(18,2)",
  "boolean",
  "timestamp",
  "date",
] as const;

/** A type, and what the person who looks at it should know. */
export interface TypeGuess {
  type: string;
  note?: string;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d(:?\d\d)?)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const WHOLE = /^-?\d+$/;
const LONG = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** From the year 2000 to 2100. */
const MILLIS = { from: 946_684_800_000, to: 4_102_444_800_000 };

/** Whether a name is that of a time, which "runtime" and "lifetime" are not. */
function isTimeName(name: string): boolean {
  return (
    /(^|_)(time|timestamp|ts|date|datetime|when|at)$/i.test(name) ||
    /^time(stamp)?/i.test(name) ||
    /[a-z](Time|Timestamp|Date|At)$/.test(name)
  );
}

/** What is measured has fractions sooner or later, also where the sample has none. */
const MEASURED =
  /temp|humid|press|volt|amp|current|power|energy|speed|veloc|vibrat|level|flow|weight|mass|height|width|length|distance|torque|rpm|force|lat$|latitude|lon$|lng$|longitude|altitude|percent|ratio|score|rate$|usage|load$|concentration|radiation|noise|angle/i;

const MONEY = /price|amount|cost|balance|revenue|salary|(^|_)(net|gross|total)(_|$)/i;
const MONEY_DIGITS = 18;

function scaleOf(number: string): number {
  return /\.(\d+)$/.exec(number)?.[1]?.length ?? 0;
}

function ofNumbers(name: string, numbers: readonly string[]): TypeGuess {
  if (numbers.every((number) => WHOLE.test(number))) {
    const all = numbers.map(BigInt);
    if (isTimeName(name)) {
      const within = (least: number, most: number) => all.every((each) => each >= least && each < most);
      if (within(MILLIS.from, MILLIS.to)) return { type: "timestamp" };
      if (within(MILLIS.from / 1000, MILLIS.to / 1000))
        return {
          type: "long",
          note: "Looks like seconds since 1970. A timestamp is sent in milliseconds, or as text such as 2026-03-01T09:30:00Z.",
        };
    }
    if (all.some((each) => each < LONG.least || each > LONG.most)) return { type: "decimal(38,0)" };
    return { type: MEASURED.test(name) ? "double" : "long" };
  }
  if (MONEY.test(name) && numbers.every((number) => /^-?\d+(\.\d{1,6})?$/.test(number)))
    return { type: `decimal(${MONEY_DIGITS},${Math.max(2, ...numbers.map(scaleOf))})` };
  return { type: "double" };
}

/** What a field's values have in common. */
export function guessType(name: string, cells: readonly Cell[]): TypeGuess {
  const there = cells.filter(({ kind }) => kind !== "missing");
  const kinds = new Set(there.map(({ kind }) => kind));
  const texts = there.map(({ text }) => text);
  if (there.length === 0) return { type: "string", note: "It is empty in the whole sample." };
  if (kinds.size > 1)
    return {
      type: "string",
      note: "It is now a text, now something else. In JSON a field has one type.",
    };
  if (kinds.has("boolean")) return { type: "boolean" };
  if (kinds.has("number")) return ofNumbers(name, texts);
  if (texts.every((text) => TIMESTAMP.test(text))) return { type: "timestamp" };
  if (texts.every((text) => DATE.test(text))) return { type: "date" };
  return { type: "string" };
}
