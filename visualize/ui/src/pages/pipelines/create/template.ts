import { quoted } from "../../../data/relations";
import type { Stream } from "../../../data/streams";

/** What a pipeline begins as: rows that are picked, or a number of each minute. */
export type Beginning = "rows" | "windows";

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** Why a name is none for a new pipeline; undefined where it is one. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (!NAME.test(name)) return "A name has small letters, digits and _, and begins with a letter";
  return taken.includes(name) ? `There is a stream, pipeline or table "${name}" already` : undefined;
}

/** What a stream can begin with: windows go by its event time. */
export function beginningsOf({ eventTime }: Pick<Stream, "eventTime">): Beginning[] {
  return eventTime ? ["windows", "rows"] : ["rows"];
}

const isNumber = (type = "") => /^(int|long|bigint|float|double|decimal)/i.test(type);

function rows({ name, fields }: Stream): string[] {
  return [`SELECT ${fields.map((field) => quoted(field.name ?? "")).join(", ")}`, `FROM ${quoted(name)}`];
}

function windows({ name, fields, key, eventTime = "" }: Stream): string[] {
  const number = fields.find((field) => field.name !== key && isNumber(field.type))?.name;
  const columns = [
    "window_start",
    ...(key ? [quoted(key)] : []),
    ...(number ? [`AVG(${quoted(number)}) AS ${quoted(`average_${number}`)}`] : []),
    "COUNT(*) AS events",
  ];
  return [
    `SELECT ${columns.join(", ")}`,
    `FROM TABLE(TUMBLE(TABLE ${quoted(name)}, DESCRIPTOR(${quoted(eventTime)}), INTERVAL '1' MINUTE))`,
    `GROUP BY window_start, window_end${key ? `, ${quoted(key)}` : ""}`,
  ];
}

/** The file of a pipeline over a stream, to go on from. */
export function newPipeline(name: string, stream: Stream, beginning: Beginning): string {
  const sql = beginning === "windows" ? windows(stream) : rows(stream);
  return [
    `pipeline: ${name}`,
    "sql: |",
    ...sql.map((line) => `  ${line}`),
    "to:",
    `  - table: ${name}`,
    "",
  ].join("\n");
}
