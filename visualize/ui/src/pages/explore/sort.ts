import type { Answer } from "../../data/sql";
import { isNumeric, type Sort } from "../../design/DataGrid";

/** Missing values last, numbers by their value, everything else by its text. */
export function sortRows(
  { columns, rows }: Pick<Answer, "columns" | "rows">,
  sort: Sort | undefined,
): unknown[][] {
  if (!sort) return rows;
  const { column, descending } = sort;
  const numeric = isNumeric(columns[column]?.type ?? "");
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    const missing = Number(x === null || x === undefined) - Number(y === null || y === undefined);
    if (missing !== 0) return missing;
    if (x === null || x === undefined) return 0;
    if (numeric) return sign * (Number(x) - Number(y));
    const [s, t] = [String(x), String(y)];
    return sign * (s < t ? -1 : s > t ? 1 : 0);
  });
}

/** The next order when a column's head is pressed: up, down, as it came. */
export function nextSort(sort: Sort | undefined, column: number): Sort | undefined {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}
