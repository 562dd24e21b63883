import type { Level, Panel, PanelRows, Threshold } from "../../data/dashboards";
import { isNumeric, isTime } from "../../design/DataGrid";
import { formatCount, formatLocal, formatUtc, formatValue } from "../../design/format";
import type { Tone } from "../../design/Status";

export const TONES: Record<Level, Tone> = { good: "good", warning: "warn", critical: "bad" };

/** The level of the highest threshold that a value has reached. */
export function levelOf(value: number | undefined, thresholds: readonly Threshold[]): Level | undefined {
  if (value === undefined) return undefined;
  return thresholds
    .filter(({ from }) => value >= from)
    .reduce<Threshold | undefined>((most, each) => (most && most.from > each.from ? most : each), undefined)
    ?.level;
}

/** A number as a person reads it at a glance. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 10_000) return formatCount(Math.round(value));
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 4;
  return String(Number(value.toFixed(digits)));
}

/** Digits of a fraction that a table has room for. */
const DIGITS = 6;

/** The rows with fractions as short as a table needs them; whole numbers and exact decimals keep all digits. */
export function shortened({ columns, rows }: PanelRows): unknown[][] {
  const fractions = columns.map(({ type }) => /^(double|float|real)/i.test(type));
  return rows.map((row) =>
    row.map((value, i) =>
      fractions[i] && typeof value === "number" && !Number.isInteger(value)
        ? Number(value.toPrecision(DIGITS))
        : value,
    ),
  );
}

export interface Newest {
  text: string;
  /** Where it is one. */
  number?: number;
  /** Stands there on hover. */
  hover?: string;
}

/** What a value or a gauge shows: its column in the last row; undefined where there is none. */
export function newestOf({ columns, rows }: PanelRows, { y }: Panel["roles"]): Newest | undefined {
  const index = Math.max(
    0,
    columns.findIndex(({ name }) => name === y[0]),
  );
  const value = rows.at(-1)?.[index];
  if (value === null || value === undefined) return undefined;
  const type = columns[index]?.type ?? "";
  const number = isNumeric(type) ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return { text: formatNumber(number), number };
  if (!isTime(type)) return { text: formatValue(value) };
  const time = new Date(String(value));
  return { text: formatLocal(time), hover: formatUtc(time) };
}

/** Where a value stands between least and most, from 0 to 1. */
export function shareOf(value: number, min: number, max: number): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}

/** A gauge's ends where the dashboard does not say them: from 0 to a round number beyond the last threshold. */
export function endsOf({ min, max, thresholds }: Panel, value: number): { min: number; max: number } {
  const least = min ?? Math.min(0, value);
  const highest = Math.max(value, ...thresholds.map(({ from }) => from), least + 1);
  const step = 10 ** Math.floor(Math.log10(highest - least));
  return { min: least, max: max ?? least + Math.ceil(((highest - least) * 1.2) / step) * step };
}

export interface Point {
  name?: string;
  lat: number;
  lon: number;
  value?: number;
}

/** The rows of a map that have a place on earth. */
export function pointsOf({ columns, rows }: PanelRows, roles: Panel["roles"]): Point[] {
  const at = (name: string | undefined) => columns.findIndex((column) => column.name === name);
  const [lat, lon, value, series] = [at(roles.lat), at(roles.lon), at(roles.y[0]), at(roles.series)];
  const numberAt = (row: unknown[], index: number) =>
    index < 0 || row[index] === null || row[index] === undefined ? Number.NaN : Number(row[index]);
  return rows
    .map((row) => {
      const number = numberAt(row, value);
      return {
        name: series < 0 ? undefined : formatValue(row[series]),
        lat: numberAt(row, lat),
        lon: numberAt(row, lon),
        value: Number.isFinite(number) ? number : undefined,
      };
    })
    .filter((point) => Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180);
}

export interface Frame {
  west: number;
  east: number;
  south: number;
  north: number;
  /** Degrees between two lines of the graticule. */
  step: number;
}

/** Degrees of latitude that a frame has at least: around one place, its town. */
const LEAST_DEGREES = 0.2;
const STEPS = [60, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05];

/** The part of the earth with all points, with room around them, in the picture's proportions (width by height). */
export function frameOf(points: readonly Point[], proportion: number): Frame {
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const extent = (values: number[]) => Math.max(...values) - Math.min(...values);
  const height = Math.max(LEAST_DEGREES, extent(lats) * 1.5, (extent(lons) * 1.6) / proportion);
  const width = height * proportion;
  const [lat, lon] = [middle(lats), middle(lons)];
  return {
    west: lon - width / 2,
    east: lon + width / 2,
    south: lat - height / 2,
    north: lat + height / 2,
    step: STEPS.find((step) => width / step >= 4) ?? 0.05,
  };
}

/** The degrees between two ends at which lines of the graticule stand. */
export function linesOf(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toFixed(2)));
}
