import type { Cell, Row } from "./cells";
import type { StreamDraft } from "./guess";

/** A value as JSON of a field's type; undefined where it is left out. */
function jsonOf({ kind, text }: Cell, type: string): unknown {
  if (kind === "missing" || kind === "nested") return undefined;
  if (/^(string|date)$/.test(type) || (kind === "text" && type === "timestamp")) return text;
  if (kind === "boolean") return text.toLowerCase() === "true";
  // What JavaScript cannot hold is not made another number.
  return kind === "number" && Number.isFinite(Number(text)) && Math.abs(Number(text)) <= 2 ** 53
    ? Number(text)
    : text;
}

/** The events of a sample as the stream takes them. */
export function eventsOf(rows: readonly Row[], { fields }: Pick<StreamDraft, "fields">) {
  const kept = fields.filter((field) => field.kept);
  return rows.map((row) =>
    Object.fromEntries(
      kept.flatMap(({ name, type }) => {
        const cell = row.get(name);
        const value = cell && jsonOf(cell, type);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  );
}
