import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./api";

/** A record that was kept out of a stream. */
export interface Quarantined {
  /** Its place in the log. */
  id: string;
  appended: string;
  /** The quality rule that it breaks; undefined when it is no event at all. */
  rule?: string;
  code: string;
  message: string;
  hint?: string;
  /** As it was sent. */
  event: string;
}

interface Page {
  records: Quarantined[];
  next?: string;
}

/** What a replay did. */
export interface Replayed {
  replayed: number;
  stayed: number;
  reasons: { id: string; code: string; message: string; hint?: string }[];
}

const PAGE = 100;

function path(stream: string): string {
  return `/api/v1/streams/${encodeURIComponent(stream)}/quarantine`;
}

/** The records in the order of their places, page by page. */
export const quarantineQuery = (stream: string) =>
  infiniteQueryOptions({
    queryKey: ["quarantine", stream],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const after = pageParam === undefined ? "" : `&after=${encodeURIComponent(pageParam)}`;
      return (await (await call(`${path(stream)}?limit=${PAGE}${after}`, { signal })).json()) as Page;
    },
    getNextPageParam: ({ next }) => next,
  });

/** How many records were kept out, by stream and reason. */
export interface Counts {
  counts: { stream: string; outcome: "waiting" | "quarantined" | "warned"; events: number }[];
}

/** How many records wait, by stream. */
export const waitingQuery = queryOptions({
  queryKey: ["quality"],
  queryFn: async ({ signal }) => (await (await call("/api/v1/quality", { signal })).json()) as Counts,
  refetchInterval: 5000,
});

/** How many records of a stream wait, over all reasons. */
export function waitingIn({ counts }: Counts, stream: string): number {
  return counts
    .filter((count) => count.stream === stream && count.outcome === "waiting")
    .reduce((sum, { events }) => sum + events, 0);
}

/** Judges records anew: all, or one, as it was or corrected. */
export function useReplay(stream: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (chosen: { id?: string; event?: string }): Promise<Replayed> => {
      const { id, event } = chosen;
      const body =
        id === undefined
          ? "{}"
          : event === undefined
            ? JSON.stringify({ ids: [id] })
            : `{"events":{${JSON.stringify(id)}:${event}}}`;
      const answer = await call(`${path(stream)}/replay`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      return (await answer.json()) as Replayed;
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["quarantine", stream] });
      void client.invalidateQueries({ queryKey: waitingQuery.queryKey });
    },
  });
}

/** Throws records away: all, or one. */
export function useDiscard(stream: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id?: string) =>
      call(path(stream) + (id === undefined ? "" : `?id=${encodeURIComponent(id)}`), { method: "DELETE" }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["quarantine", stream] });
      void client.invalidateQueries({ queryKey: waitingQuery.queryKey });
    },
  });
}
