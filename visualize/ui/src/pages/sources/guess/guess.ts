import { type Cell, MISSING, type Row, type Sample } from "./cells";
import { guessType } from "./types";

/** A field of the stream that is made. */
export interface FieldDraft {
  name: string;
  type: string;
  /** Of a row, or of an array of rows: what each of them has. */
  fields?: FieldDraft[];
  required: boolean;
  unit: string;
  description: string;
  /** Whether the stream has it; others are ignored. */
  kept: boolean;
  /** Why it cannot be kept. */
  cannot?: string;
  note?: string;
  /** Values of the sample, each once. */
  examples: string[];
}

/** A stream as somebody makes it. */
export interface StreamDraft {
  name: string;
  description: string;
  fields: FieldDraft[];
  key?: string;
  eventTime?: string;
  lateness: string;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 40;
const LATENESS = "10s";

const THING =
  /^(device|machine|sensor|vehicle|asset|station|meter|node|unit|customer|account|user)(_?(id|no|name|number))?$/i;
const IDENTITY = /(^|_)(id|key|serial|no|number|name|code|uuid)$|[a-z](Id|Key|Name|Code|Number)$/;
const MAIN_TIME =
  /^(event_?time|time|timestamp|ts|date_?time|(measured|recorded|occurred|created)(_at|At)?)$/i;

function examplesOf(cells: readonly Cell[]): string[] {
  const texts = cells.filter(({ kind }) => kind !== "missing").map(({ text }) => text);
  return [...new Set(texts)]
    .slice(0, EXAMPLES)
    .map((text) => (text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…` : text));
}

const NO_NAME =
  "A field's name begins with a letter and has letters, digits and underscores. Rename it where it is sent.";
const MIXED = "It is now a value, now an object or a list. In a stream a field has one type.";
const EMPTY_LIST = "It is empty in the whole sample: what it holds is a guess.";

interface NestedGuess {
  type: string;
  fields?: FieldDraft[];
  cannot?: string;
  note?: string;
}

/** What the values of a field have in common, where they are objects or lists; otherwise what single ones have. */
function guessValue(name: string, cells: readonly Cell[]): NestedGuess {
  const there = cells.filter(({ kind }) => kind !== "missing");
  const rows = there.flatMap(({ row }) => row ?? []);
  const lists = there.flatMap(({ items }) => (items ? [items] : []));
  if (rows.length === 0 && lists.length === 0) return guessType(name, cells);
  if (rows.length < there.length && lists.length < there.length) return { type: "string", cannot: MIXED };
  if (rows.length > 0) {
    const fields = fieldsOf(rows);
    return {
      type: "row",
      fields,
      cannot: fields.some(({ kept }) => kept) ? undefined : "None of its fields can be kept, or it has none.",
    };
  }
  const elements = lists.flat();
  if (elements.length === 0) return { type: "array<string>", note: EMPTY_LIST };
  const { type, ...rest } = guessValue(name, elements);
  return { type: `array<${type}>`, ...rest };
}

function fieldOf(name: string, cells: readonly Cell[]): FieldDraft {
  const { cannot: why, ...guess } = guessValue(name, cells);
  const cannot = NAME.test(name) ? why : NO_NAME;
  return {
    name,
    ...guess,
    required: false,
    unit: "",
    description: "",
    kept: cannot === undefined,
    cannot,
    examples: examplesOf(cells),
  };
}

function namesOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => [...row.keys()]))];
}

function fieldsOf(rows: readonly Row[]): FieldDraft[] {
  return namesOf(rows).map((name) =>
    fieldOf(
      name,
      rows.map((row) => row.get(name) ?? MISSING),
    ),
  );
}

/** How much a field looks like what events belong to. */
function keyScore({ name, type, kept }: FieldDraft, cells: readonly Cell[]): number {
  if (!kept || !/^(string|long|int)$/.test(type) || cells.some(({ kind }) => kind === "missing")) return 0;
  const distinct = new Set(cells.map(({ text }) => text)).size;
  const repeated = cells.length >= 3 && distinct < cells.length ? 1 : 0;
  return (THING.test(name) ? 4 : IDENTITY.test(name) ? 2 : 0) + (type === "string" ? repeated : 0);
}

/** What the events of a sample have in common; all of it a guess that a person looks at. */
export function guessStream({ events }: Sample): StreamDraft {
  const fields = fieldsOf(events);
  const scores = fields.map((field) =>
    keyScore(
      field,
      events.map((event) => event.get(field.name) ?? MISSING),
    ),
  );
  const best = Math.max(0, ...scores);
  const times = fields.filter(({ type, kept }) => kept && type === "timestamp");
  const eventTime = times.find(({ name }) => MAIN_TIME.test(name)) ?? times[0];
  return {
    name: "",
    description: "",
    fields,
    key: best > 0 ? fields[scores.indexOf(best)]?.name : undefined,
    eventTime: eventTime?.name,
    lateness: LATENESS,
  };
}

/** A name for the stream, of the file that a sample came from. */
export function nameOf(file: string): string {
  return file
    .replace(/\.[^.]*$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 50);
}
