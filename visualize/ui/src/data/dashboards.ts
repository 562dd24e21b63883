import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "./api";
import type { Answer, Column } from "./sql";
import { rowsOf } from "./sql";

export interface DashboardSummary {
  name: string;
  title: string;
  description?: string;
  panels: number;
}

export type Level = "good" | "warning" | "critical";

export interface Threshold {
  from: number;
  level: Level;
}

export interface Panel {
  name: string;
  title: string;
  description?: string;
  /** In a grid of 12 columns, from 0. */
  place: { x: number; y: number; width: number; height: number };
  sql: string;
  draw: "line" | "bar" | "area" | "value" | "gauge" | "table" | "map";
  columns: Column[];
  roles: { x?: string; y: string[]; series?: string; lat?: string; lon?: string };
  unit?: string;
  min?: number;
  max?: number;
  thresholds: Threshold[];
}

export interface Variable {
  name: string;
  label: string;
  type: string;
  /** Absent where SQL gives them. */
  values?: string[];
  sql?: string;
  /** What holds while nobody chooses. */
  initial?: string;
}

export interface Dashboard {
  name: string;
  title: string;
  description?: string;
  variables: Variable[];
  lastSeconds: number;
  /** Absent where the panels are asked when the viewer says so. */
  refreshSeconds?: number;
  panels: Panel[];
}

/** What a viewer looks at: the last so many seconds, or from one time to another. */
export type Range = { last: number } | { from: string; to: string };

/** Rows of a panel. */
export type PanelRows = Pick<Answer, "columns" | "rows">;

const ROOT = "/api/v1/dashboards";

/** The dashboards that there are. They change only with the project. */
export const dashboardsQuery = queryOptions({
  queryKey: ["dashboards"],
  queryFn: async ({ signal }) =>
    ((await (await call(ROOT, { signal })).json()) as { dashboards: DashboardSummary[] }).dashboards,
  staleTime: 30_000,
});

export const dashboardQuery = (name: string) =>
  queryOptions({
    queryKey: ["dashboards", name],
    queryFn: async ({ signal }) =>
      (await (await call(`${ROOT}/${encodeURIComponent(name)}`, { signal })).json()) as Dashboard,
    staleTime: 30_000,
  });

/** Panels are asked a few at a time, so that a large dashboard leaves room for other people's queries. */
const MOST_AT_ONCE = 3;
let running = 0;
const waiting: (() => void)[] = [];

/** Does something when fewer than the most are being done. */
export async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

function bounds(range: Range): { from: string; to: string } {
  if (!("last" in range)) return range;
  const now = Date.now();
  return { from: new Date(now - range.last * 1000).toISOString(), to: new Date(now).toISOString() };
}

interface Choice {
  variables: Record<string, string>;
  range: Range;
}

/** The rows of a panel for what is chosen; the rows before stay until the new ones are there. */
export const panelQuery = (dashboard: string, panel: string, choice: Choice, everySeconds?: number) =>
  queryOptions({
    queryKey: ["panel", dashboard, panel, choice],
    queryFn: ({ signal }): Promise<PanelRows> =>
      inTurn(signal, () =>
        rowsOf(
          `${ROOT}/${encodeURIComponent(dashboard)}/panels/${encodeURIComponent(panel)}/data`,
          { variables: choice.variables, ...bounds(choice.range) },
          signal,
        ),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: everySeconds === undefined ? false : everySeconds * 1000,
  });

/** The values that a variable's SQL offers, as text. */
export const valuesQuery = (dashboard: string, variable: string, choice: Choice) =>
  queryOptions({
    queryKey: ["variable", dashboard, variable, choice],
    queryFn: async ({ signal }) => {
      const { rows } = await rowsOf(
        `${ROOT}/${encodeURIComponent(dashboard)}/variables/${encodeURIComponent(variable)}/values`,
        { variables: choice.variables, ...bounds(choice.range) },
        signal,
      );
      return [...new Set(rows.map(([value]) => value).filter((value) => value !== null))].map(String);
    },
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
