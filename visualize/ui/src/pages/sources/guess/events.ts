import type { Cell, Row } from "./cells";
import { elementOf } from "./fields";
import type { FieldDraft, StreamDraft } from "./guess";

type Typed = Pick<FieldDraft, "type" | "fields">;

/** A value as JSON of a field's type; undefined where it is left out. */
function jsonOf({ kind, text, row, items }: Cell, { type, fields }: Typed): unknown {
  if (kind === "missing") return undefined;
  if (kind === "nested") {
    if (row) return objectOf(row, fields ?? []);
    const element = elementOf(type) ?? "string";
    return items?.map((item) => jsonOf(item, { type: element, fields }) ?? null);
  }
  if (/^(string|date)$/.test(type) || (kind === "text" && type === "timestamp")) return text;
  if (kind === "boolean") return text.toLowerCase() === "true";
  // What JavaScript cannot hold is not made another number.
  return kind === "number" && Number.isFinite(Number(text)) && Math.abs(Number(text)) <= 2 ** 53
    ? Number(text)
    : text;
}

function objectOf(row: Row, fields: readonly FieldDraft[]): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter(({ kept }) => kept)
      .flatMap((field) => {
        const cell = row.get(field.name);
        const value = cell && jsonOf(cell, field);
        return value === undefined ? [] : [[field.name, value]];
      }),
  );
}

/** The events of a sample as the stream takes them. */
export function eventsOf(rows: readonly Row[], { fields }: Pick<StreamDraft, "fields">) {
  return rows.map((row) => objectOf(row, fields));
}
