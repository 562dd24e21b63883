import { type Cell, MISSING, type Sample } from "./cells";
import { guessType } from "./types";

/** A field of the stream that is made. */
export interface FieldDraft {
  name: string;
  type: string;
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

function fieldOf(name: string, cells: readonly Cell[]): FieldDraft {
  const nested = cells.some(({ kind }) => kind === "nested");
  const cannot = !NAME.test(name)
    ? "A field's name begins with a letter and has letters, digits and underscores. Rename it where it is sent."
    : nested
      ? "What is guessed has one value a field. Write it into the definition as a row or an array, with its fields."
      : undefined;
  return {
    name,
    ...guessType(name, cells),
    required: false,
    unit: "",
    description: "",
    kept: cannot === undefined,
    cannot,
    examples: examplesOf(cells),
  };
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
  const names = [...new Set(events.flatMap((event) => [...event.keys()]))];
  const cells = new Map(names.map((name) => [name, events.map((event) => event.get(name) ?? MISSING)]));
  const fields = names.map((name) => fieldOf(name, cells.get(name)!));
  const scores = fields.map((field) => keyScore(field, cells.get(field.name)!));
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
