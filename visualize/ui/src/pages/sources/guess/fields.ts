import type { FieldDraft } from "./guess";

/** The names on the way to a field: its own, and before it those of the rows that it is in. */
export type Path = readonly string[];

/** A path as a text that no other path has. */
export function keyOf(path: Path): string {
  return path.join("\u0001");
}

/** A field where a list of all of them has it. */
export interface Placed {
  field: FieldDraft;
  path: Path;
}

/** All fields, those of rows behind the row; of rows that are left out none. */
export function flat(fields: readonly FieldDraft[], above: Path = []): Placed[] {
  return fields.flatMap((field) => {
    const path = [...above, field.name];
    return [{ field, path }, ...(field.kept ? flat(field.fields ?? [], path) : [])];
  });
}

/** The same fields but for one, wherever it is. */
export function withField(
  fields: readonly FieldDraft[],
  [name, ...below]: Path,
  part: Partial<FieldDraft>,
): FieldDraft[] {
  return fields.map((field) => {
    if (field.name !== name) return field;
    return below.length > 0
      ? { ...field, fields: withField(field.fields ?? [], below, part) }
      : { ...field, ...part };
  });
}

/** Whether the sample has something that the stream leaves out. */
export function leavesOut(fields: readonly FieldDraft[]): boolean {
  return flat(fields).some(({ field }) => !field.kept);
}

/** The type of the elements of an array; of anything else undefined. */
export function elementOf(type: string): string | undefined {
  return /^array<(.*)>$/.exec(type)?.[1];
}
