import { type Cell, MISSING, MOST_EVENTS, type NoSample, type Row, type Sample } from "./cells";
import { readCsv } from "./csv";
import { jsonProblem } from "./json";

/** Stands before a number's text; no text of JSON that people send begins with it. */
const NUMBER = "\u0000";
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON in which numbers stay as they are written, which says more than their value: 21 and 21.0 differ. */
function parse(text: string): unknown {
  JSON.parse(text);
  return JSON.parse(text.replace(TOKENS, (token) => (token.startsWith('"') ? token : `"\\u0000${token}"`)));
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === "boolean") return { kind: "boolean", text: String(value) };
  if (typeof value === "string")
    return value.startsWith(NUMBER)
      ? { kind: "number", text: value.slice(1) }
      : { kind: "text", text: value };
  if (Array.isArray(value)) {
    const items = value.map(cellOf);
    return { kind: "nested", text: `[${items.map(({ text }) => text).join(", ")}]`, items };
  }
  const row = rowOf(value as Record<string, unknown>);
  return {
    kind: "nested",
    text: `{${[...row].map(([name, { text }]) => `${name}: ${text}`).join(", ")}}`,
    row,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function rowOf(event: Record<string, unknown>): Row {
  return new Map(Object.entries(event).map(([name, value]) => [name, cellOf(value)]));
}

/** Why a text is no JSON, at its line. */
function problemOf(text: string, linesBefore: number): NoSample {
  const problem = jsonProblem(text);
  if (!problem) return { problem: "It is no JSON" };
  return { problem: problem.message, line: linesBefore + text.slice(0, problem.at).split("\n").length };
}

function readLines(lines: string[], offset: number): Sample | NoSample {
  const events: Row[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    if (events.length === MOST_EVENTS) return { format: "ndjson", events, more: true };
    try {
      const event = parse(line);
      if (!isObject(event)) return { problem: "This line is no JSON object", line: offset + i + 1 };
      events.push(rowOf(event));
    } catch {
      return problemOf(line, offset + i);
    }
  }
  return { format: "ndjson", events, more: false };
}

function readJson(text: string, offset: number): Sample | NoSample {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    const lines = text.split(/\r?\n/);
    const [first = ""] = lines;
    if (/^\{.*\}\s*$/.test(first)) return readLines(lines, offset);
    return problemOf(text, offset);
  }
  const all = Array.isArray(value) ? value : [value];
  if (all.length === 0) return { problem: "The array is empty: there is no event in it" };
  const wrong = all.findIndex((each) => !isObject(each));
  if (wrong >= 0)
    return {
      problem: Array.isArray(value)
        ? `Entry ${wrong + 1} of the array is no JSON object`
        : "It is no JSON object",
    };
  return {
    format: "json",
    events: (all as Record<string, unknown>[]).slice(0, MOST_EVENTS).map(rowOf),
    more: all.length > MOST_EVENTS,
  };
}

/** Reads what somebody pasted: a JSON object, an array of them, one a line, or CSV. */
export function readSample(text: string): Sample | NoSample {
  const clean = text.replace(/^\uFEFF/, "");
  const begin = clean.search(/\S/);
  if (begin < 0) return { problem: "There is nothing in it" };
  const first = clean[begin];
  if (first !== "{" && first !== "[") return readCsv(clean.slice(begin));
  return readJson(clean.slice(begin), clean.slice(0, begin).split("\n").length - 1);
}
