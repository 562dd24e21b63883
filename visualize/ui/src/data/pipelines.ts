import { queryOptions } from "@tanstack/react-query";
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
