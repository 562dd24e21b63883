import { scalar } from "../../../data/yaml";
import { keyOf, leavesOut, type Path } from "./fields";
import type { FieldDraft, StreamDraft } from "./guess";

/** What a line of a definition is about. */
export type Place =
  | { part: "name" | "description" | "event time" | "rest" }
  /** By the key of its path. */
  | { part: "field"; name: string };

/** A stream's file, and what each of its lines is about. */
export interface Definition {
  text: string;
  places: Place[];
}

function fieldLine({ name, type, required, unit, description }: FieldDraft, width: number): string {
  const parts = [`type: ${type.includes(",") ? JSON.stringify(type) : type}`];
  if (required) parts.push("required: true");
  if (unit.trim()) parts.push(`unit: ${scalar(unit.trim())}`);
  if (description.trim()) parts.push(`description: ${scalar(description.trim())}`);
  return `${`${scalar(name)}:`.padEnd(width + 1)} {${parts.join(", ")}}`;
}

/** A row, whose fields stand below it. */
function rowLines(row: FieldDraft, indent: string, path: Path): [string, Place][] {
  const { name, type, required, description } = row;
  const own = [
    `${indent}${scalar(name)}:`,
    `${indent}  type: ${type}`,
    ...(required ? [`${indent}  required: true`] : []),
    ...(description.trim() ? [`${indent}  description: ${scalar(description.trim())}`] : []),
    `${indent}  fields:`,
  ];
  return [
    ...own.map((line): [string, Place] => [line, { part: "field", name: keyOf(path) }]),
    ...fieldLines(row.fields ?? [], `${indent}    `, path),
  ];
}

function fieldLines(fields: readonly FieldDraft[], indent: string, above: Path): [string, Place][] {
  const kept = fields.filter((field) => field.kept);
  const width = Math.max(0, ...kept.filter((field) => !field.fields).map(({ name }) => scalar(name).length));
  return kept.flatMap((field): [string, Place][] => {
    const path = [...above, field.name];
    return field.fields
      ? rowLines(field, indent, path)
      : [[indent + fieldLine(field, width), { part: "field", name: keyOf(path) }]];
  });
}

/** Writes the file of a stream. */
export function definitionOf(draft: StreamDraft): Definition {
  const lines: [string, Place][] = [[`stream: ${draft.name || '""'}`, { part: "name" }]];
  if (draft.description.trim())
    lines.push([`description: ${scalar(draft.description.trim())}`, { part: "description" }]);
  const kept = draft.fields.filter((field) => field.kept);
  lines.push([kept.length > 0 ? "fields:" : "fields: {}", { part: "rest" }]);
  lines.push(...fieldLines(draft.fields, "  ", []));
  if (draft.key) lines.push([`key: ${scalar(draft.key)}`, { part: "field", name: draft.key }]);
  if (draft.eventTime)
    lines.push([
      `event_time: {field: ${scalar(draft.eventTime)}, lateness: ${scalar(draft.lateness.trim() || "0s")}}`,
      { part: "event time" },
    ]);
  if (leavesOut(draft.fields)) lines.push(["unknown_fields: ignore", { part: "rest" }]);
  return { text: `${lines.map(([line]) => line).join("\n")}\n`, places: lines.map(([, place]) => place) };
}
