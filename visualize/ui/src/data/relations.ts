import { queryOptions, useQuery } from "@tanstack/react-query";
import { pipelinesQuery } from "./pipelines";
import { ask, type Column } from "./sql";
import { streamsQuery } from "./streams";

/** Something that a query can name. */
export interface Relation {
  name: string;
  kind: "stream" | "table" | "topic";
  /** Known at once of streams; of the others they are asked for. */
  columns?: { name: string; type: string; unit?: string }[];
}

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A question for some rows of a relation. */
export function someRows(name: string): string {
  return `SELECT *\nFROM ${quoted(name)}\nLIMIT 100`;
}

/** Everything that queries can name: streams first, then what pipelines write. */
export function useRelations(): {
  relations: Relation[];
  isPending: boolean;
  error: unknown;
  retry: () => void;
} {
  const streams = useQuery(streamsQuery);
  const pipelines = useQuery(pipelinesQuery);
  const outputs = new Map<string, Relation>();
  for (const { to } of pipelines.data ?? [])
    for (const { kind, name = "" } of to)
      outputs.set(name, { name, kind: kind === "topic" ? "topic" : "table" });
  const relations: Relation[] = (streams.data ?? []).map(({ name, fields }) => ({
    name,
    kind: "stream",
    columns: fields.map(({ name: field = "", type = "", unit }) => ({ name: field, type, unit })),
  }));
  return {
    relations: [
      ...relations,
      ...[...outputs.values()].filter(({ name }) => !relations.some((each) => each.name === name)),
    ],
    isPending: streams.isPending || pipelines.isPending,
    error: streams.error ?? pipelines.error,
    retry: () => {
      void streams.refetch();
      void pipelines.refetch();
    },
  };
}

/** The columns of a table or topic. */
export const columnsQuery = (name: string) =>
  queryOptions({
    queryKey: ["columns", name],
    queryFn: async ({ signal }) => (await ask(`SELECT * FROM ${quoted(name)} LIMIT 0`, signal)).columns,
    staleTime: 60_000,
  });

/** A question for a relation's newest rows, as far as one of its columns tells which those are. */
export function latestRows(name: string, columns: Column[]): string {
  const times = columns.filter(({ type }) => /^timestamp/i.test(type));
  const time = times.find((column) => column.name === "window_start") ?? times[0];
  const order = time ? `\nORDER BY ${quoted(time.name)} DESC` : "";
  return `SELECT *\nFROM ${quoted(name)}${order}\nLIMIT 100`;
}
