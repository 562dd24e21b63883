import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Known, type Schemas } from "./api";

export type Partition = Required<Schemas["Partition"]>;
export type Reader = Required<Schemas["TopicReader"]>;
export type Listener = Required<Schemas["Listener"]>;
export type NextListener = Known<Schemas["NextListener"], "enabled">;
export type Topic = Known<Omit<Schemas["Topic"], "partitions" | "readers">, "name" | "kind" | "records"> & {
  partitions: Partition[];
  readers: Reader[];
};
export type TopicRecord = Known<Omit<Schemas["TopicRecord"], "headers">, "offset" | "timestamp"> & {
  headers: Known<Schemas["TopicRecordHeader"], "name">[];
};
export type Records = Required<Omit<Schemas["TopicRecords"], "records">> & { records: TopicRecord[] };

/** The log as it is. */
export interface Topics {
  /** Where Kafka clients come in; undefined where they do not. */
  listener?: Listener;
  /** What the settings say of it that is not yet so; undefined where nothing is. */
  next?: NextListener;
  /** The outside cluster that the log is in, if it is in one. */
  cluster?: string;
  topics: Topic[];
}

const EVERY_MILLIS = 3000;

export const topicsQuery = queryOptions({
  queryKey: ["topics"],
  queryFn: async ({ signal }) => {
    const { data } = await api.GET("/api/v1/topics", { signal });
    return data as unknown as Topics;
  },
  refetchInterval: EVERY_MILLIS,
});

/** Records that a page shows. */
export const PAGE = 50;

/** A page of records of a partition, from an offset or a time on. */
export const recordsQuery = (topic: string, partition: number, offset: string) =>
  queryOptions({
    queryKey: ["topics", topic, "records", partition, offset],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET("/api/v1/topics/{topic}/records", {
        params: { path: { topic }, query: { partition, offset, limit: PAGE } },
        signal,
      });
      return data as unknown as Records;
    },
    placeholderData: keepPreviousData,
  });
