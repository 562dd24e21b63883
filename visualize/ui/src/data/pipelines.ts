import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Known, type Schemas } from "./api";

type Always = "name" | "state" | "stream" | "to" | "lag" | "rowsIn" | "rowsOut" | "late" | "guarantee";
export type Pipeline = Known<Schemas["Pipeline"], Always>;
export type PipelineDetails = Pipeline & {
  definition: Required<Schemas["DefinitionFile"]>;
  explanation: string;
};

export const pipelinesQuery = queryOptions({
  queryKey: ["pipelines"],
  queryFn: async ({ signal }) => {
    const { data } = await api.GET("/api/v1/pipelines", { signal });
    return (data as unknown as { pipelines: Pipeline[] }).pipelines;
  },
});

export const pipelineQuery = (name: string) =>
  queryOptions({
    queryKey: ["pipelines", name],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET("/api/v1/pipelines/{name}", { params: { path: { name } }, signal });
      return data as unknown as PipelineDetails;
    },
  });

/** What a pipeline is to do: `anew` forgets its open windows and tables. */
export type Order = "stop" | "start" | "anew";

export function useOrder(name: string) {
  const client = useQueryClient();
  const path = { name };
  return useMutation({
    mutationFn: (order: Order) =>
      order === "stop"
        ? api.POST("/api/v1/pipelines/{name}/stop", { params: { path } })
        : api.POST("/api/v1/pipelines/{name}/start", { params: { path, query: { anew: order === "anew" } } }),
    onSuccess: () =>
      Promise.all([["pipelines"], ["latest"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
