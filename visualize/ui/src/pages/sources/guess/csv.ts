import { type Cell, MISSING, MOST_EVENTS, type NoSample, type Row, type Sample } from "./cells";

interface Line {
  cells: { text: string; quoted: boolean }[];
  /** Where it begins, from 1. */
  number: number;
}

const DELIMITERS = [",", ";", "\t", "|"];

/** Splits a text as RFC 4180 has it, until there are enough lines. */
function split(text: string, delimiter: string, most: number): Line[] | NoSample {
  const lines: Line[] = [];
  let number = 1;
  let line: Line = { cells: [], number };
  let at = 0;
  const end = () => {
    const [only] = line.cells;
    if (line.cells.length > 1 || only?.quoted || only?.text.trim()) lines.push(line);
    line = { cells: [], number: ++number };
  };
  while (at < text.length && lines.length < most) {
    let cell = "";
    const quoted = text[at] === '"';
    if (quoted) {
      const from = number;
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (at >= text.length) return { problem: "A quote that is opened here has no end", line: from };
        if (text[at] === '"') at++;
        if (text[at] === "\n") number++;
        cell += text[at];
      }
      at++;
    }
    for (; at < text.length && text[at] !== delimiter && text[at] !== "\n"; at++) {
      if (text[at] === "\r" && text[at + 1] === "\n") continue;
      if (quoted && text[at] !== " ")
        return { problem: "Behind a closing quote there is more text", line: number };
      if (!quoted) cell += text[at];
    }
    line.cells.push({ text: cell, quoted });
    const ends = at >= text.length || text[at] === "\n";
    at++;
    // A delimiter at the very end has an empty cell behind it.
    if (!ends && at >= text.length) line.cells.push({ text: "", quoted: false });
    if (ends || at >= text.length) end();
  }
  return lines;
}

/** The delimiter that cuts the first line into most cells. */
export function delimiterOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0] ?? "";
  const count = (delimiter: string) => first.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

function cellOf({ text, quoted }: Line["cells"][number]): Cell {
  if (quoted) return { kind: "text", text };
  if (text === "") return MISSING;
  if (/^(true|false)$/i.test(text)) return { kind: "boolean", text };
  // What begins with zeros is a number of somebody's, not one to reckon with.
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return { kind: "number", text };
  return { kind: "text", text };
}

/** Reads CSV whose first row names the fields. */
export function readCsv(text: string): Sample | NoSample {
  const delimiter = delimiterOf(text);
  const lines = split(text, delimiter, MOST_EVENTS + 2);
  if (!Array.isArray(lines)) return lines;
  const [head, ...rest] = lines;
  if (!head) return { problem: "There is nothing in it" };
  const names = head.cells.map((cell) => cell.text.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return { problem: `The first row names "${twice}" twice`, line: head.number };
  if (rest.length === 0)
    return { problem: "The first row names the fields, and no event follows", line: head.number };
  for (const { cells, number } of rest)
    if (cells.length !== names.length)
      return { problem: `This row has ${cells.length} cells, the first one ${names.length}`, line: number };
  const events = rest
    .slice(0, MOST_EVENTS)
    .map(({ cells }): Row => new Map(names.map((name, i) => [name, cellOf(cells[i]!)])));
  return { format: "csv", delimiter, events, more: rest.length > MOST_EVENTS };
}
