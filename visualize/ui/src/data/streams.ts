import { queryOptions } from "@tanstack/react-query";
import { api, type Known, type Schemas } from "./api";

export type Stream = Known<Schemas["Stream"], "name" | "fields">;
export type Field = Schemas["Field"];

/** What streams there are. It changes only with the project. */
export const streamsQuery = queryOptions({
  queryKey: ["streams"],
  queryFn: async ({ signal }) => {
    const { data } = await api.GET("/api/v1/streams", { signal });
    return (data as unknown as { streams: Stream[] }).streams;
  },
  staleTime: 30_000,
});
