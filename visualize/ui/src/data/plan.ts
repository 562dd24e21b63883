import { queryOptions } from "@tanstack/react-query";
import { call } from "./api";
import type { PreviewRead } from "./project";

/** An operator of a pipeline's query. */
export interface PlanNode {
  /** Scan, Filter, Aggregate… */
  operator: string;
  text: string;
  /** Positions of the nodes that it reads. */
  inputs: number[];
  /** Rows that it gives for the events that were read. */
  rows: number;
}

/** A pipeline's query as a tree, its root first. */
export interface Plan {
  nodes: PlanNode[];
  read: PreviewRead[];
}

/** A pipeline's plan, with the rows that each of its nodes makes of the last events. */
export const planQuery = (name: string) =>
  queryOptions({
    queryKey: ["pipelines", name, "plan"],
    queryFn: async ({ signal }) =>
      (await (await call(`/api/v1/pipelines/${encodeURIComponent(name)}/plan`, { signal })).json()) as Plan,
    staleTime: Number.POSITIVE_INFINITY,
  });
