import type { Answer, Column } from "../../data/sql";
import type { Series } from "../../design/Chart";
import { isNumeric, isTime } from "../../design/DataGrid";
import { formatValue } from "../../design/format";

export type ChartKind = "line" | "area" | "bar";

/** How an answer is drawn, by its columns' names. */
export interface ChartChoice {
  kind: ChartKind;
  x: string;
  y: string[];
  /** Each of its values becomes a line of its own. */
  by?: string;
}

export interface Drawing {
  x: number[];
  xKind: "time" | "number" | { names: string[] };
  series: Series[];
  /** Lines that there is no room for. */
  leftOut: number;
}

/** More lines cannot be told apart. */
const MOST_SERIES = 12;

function distinct(rows: unknown[][], column: number): number {
  return new Set(rows.map((row) => row[column])).size;
}

/** The best guess at how an answer is looked at; undefined where nothing in it is a number. */
export function guessChart({ columns, rows }: Pick<Answer, "columns" | "rows">): ChartChoice | undefined {
  const numbers = columns.filter(({ type }) => isNumeric(type));
  const time = columns.find(({ type }) => isTime(type));
  const texts = columns.filter((column) => !numbers.includes(column) && !isTime(column.type));
  const x = time ?? texts[0] ?? numbers[0];
  const y = numbers.filter((column) => column !== x);
  if (!x || y.length === 0) return undefined;
  const by = time && texts.find((text) => distinct(rows, columns.indexOf(text)) > 1);
  return {
    kind: time || x === numbers[0] ? "line" : "bar",
    x: x.name,
    y: by ? [y[0]!.name] : y.slice(0, 4).map(({ name }) => name),
    by: by?.name,
  };
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function positions(
  column: Column | undefined,
  values: unknown[],
): { at: (value: unknown) => number | null; xKind: Drawing["xKind"] } {
  if (column && isTime(column.type))
    return {
      xKind: "time",
      at: (value) => {
        const millis = Date.parse(String(value));
        return Number.isNaN(millis) ? null : millis / 1000;
      },
    };
  if (column && isNumeric(column.type)) return { xKind: "number", at: numberOf };
  const names = [...new Set(values.map(formatValue))];
  const places = new Map(names.map((name, i) => [name, i]));
  return { xKind: { names }, at: (value) => places.get(formatValue(value)) ?? null };
}

/** Makes lines of rows: points in the order of x, one line for each y or for each value of `by`. */
export function draw(
  { columns, rows }: Pick<Answer, "columns" | "rows">,
  { x, y, by }: ChartChoice,
): Drawing {
  const index = (name: string) => columns.findIndex((column) => column.name === name);
  const xIndex = index(x);
  const byIndex = by === undefined ? -1 : index(by);
  const { at, xKind } = positions(
    columns[xIndex],
    rows.map((row) => row[xIndex]),
  );
  const lines = new Map<string, Map<number, number | null>>();
  const places = new Set<number>();
  for (const row of rows) {
    const place = at(row[xIndex]);
    if (place === null) continue;
    places.add(place);
    for (const name of y) {
      const group =
        byIndex < 0
          ? name
          : y.length > 1
            ? `${formatValue(row[byIndex])} ${name}`
            : formatValue(row[byIndex]);
      let line = lines.get(group);
      if (!line) {
        line = new Map();
        lines.set(group, line);
      }
      line.set(place, numberOf(row[index(name)]));
    }
  }
  const sorted = [...places].sort((a, b) => a - b);
  const shown = [...lines].slice(0, MOST_SERIES);
  return {
    x: sorted,
    xKind,
    series: shown.map(([label, line]) => ({ label, values: sorted.map((place) => line.get(place)) })),
    leftOut: lines.size - shown.length,
  };
}
