import { queryOptions } from "@tanstack/react-query";
import { call } from "./api";

const EVERY_MILLIS = 1000;

/** An address under which nobody else looks for a sample, and that nobody guesses. */
export function newSampleId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

export const samplePath = (id: string) => `/api/v1/samples/${id}`;

/** The sample that was sent to an address: null until there is one, and asked for until then. */
export const sampleQuery = (id: string) =>
  queryOptions({
    queryKey: ["sample", id],
    queryFn: async ({ signal }) => {
      const response = await call(samplePath(id), { signal });
      return response.status === 204 ? null : await response.text();
    },
    refetchInterval: ({ state }) => (state.data ? false : EVERY_MILLIS),
    gcTime: 0,
  });
