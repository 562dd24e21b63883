import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Known, Schemas } from "./api";
import { setOnline } from "./connection";
import { follow } from "./live";
import { type Pipeline, pipelinesQuery } from "./pipelines";
import { sessionQuery } from "./session";

type StreamSample = Known<Schemas["StreamStatus"], "name" | "events" | "eventsPerSecond" | "archiveLag">;
type PipelineSample = Known<
  Schemas["PipelineRates"],
  "name" | "state" | "lag" | "rowsIn" | "rowsOut" | "late" | "rowsInPerSecond" | "rowsOutPerSecond"
>;

/** How the platform is doing at one moment. */
export type Sample = Known<Omit<Schemas["PlatformStatus"], "streams" | "pipelines">, "time"> & {
  streams: StreamSample[];
  pipelines: PipelineSample[];
};

/** A pipeline as it is now, with what goes through it per second. */
export type PipelineNow = Pipeline &
  PipelineSample & {
    /** Rows in per second, oldest first. */
    history: number[];
  };

/** A stream as it is now. */
export type StreamNow = StreamSample & {
  /** Events per second, oldest first. */
  history: number[];
};

/** The platform as it is now. */
export interface Status {
  /** When the platform said so. */
  time: string;
  pipelines: PipelineNow[];
  streams: ReadonlyMap<string, StreamNow>;
  /** Over all streams. */
  total: { eventsPerSecond: number; history: number[] };
}

/** Samples that are kept, one a second. */
const KEPT = 90;

/** The last sample, and how its rates went before. */
export interface Samples {
  last: Sample;
  histories: ReadonlyMap<string, number[]>;
}

function grown(history: number[] | undefined, value: number): number[] {
  return [...(history ?? []).slice(1 - KEPT), value];
}

/** Adds a sample to those before it. */
export function addSample(before: Samples | undefined, sample: Sample): Samples {
  const histories = new Map<string, number[]>();
  const add = (key: string, rate: number) => histories.set(key, grown(before?.histories.get(key), rate));
  for (const { name, eventsPerSecond } of sample.streams) add(`stream/${name}`, eventsPerSecond);
  for (const { name, rowsInPerSecond } of sample.pipelines) add(`pipeline/${name}`, rowsInPerSecond);
  add("total", totalOf(sample));
  return { last: sample, histories };
}

function totalOf(sample: Sample): number {
  return sample.streams.reduce((sum, { eventsPerSecond }) => sum + eventsPerSecond, 0);
}

/** Joins what the project says of its pipelines with how they are doing. */
export function statusOf(pipelines: Pipeline[], { last, histories }: Samples): Status {
  const samples = new Map(last.pipelines.map((sample) => [sample.name, sample]));
  return {
    time: last.time,
    pipelines: pipelines.flatMap((pipeline) => {
      const sample = samples.get(pipeline.name);
      // An error that is over is missing in the sample, and must not stay.
      return sample
        ? [
            {
              ...pipeline,
              error: undefined,
              ...sample,
              history: histories.get(`pipeline/${pipeline.name}`) ?? [],
            },
          ]
        : [];
    }),
    streams: new Map(
      last.streams.map((sample) => [
        sample.name,
        { ...sample, history: histories.get(`stream/${sample.name}`) ?? [] },
      ]),
    ),
    total: { eventsPerSecond: totalOf(last), history: histories.get("total") ?? [] },
  };
}

let samples: Samples | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(value: Samples | undefined): void {
  samples = value;
  for (const listener of listeners) listener();
}

/** Keeps the status fresh while a page is shown; to be used once, by what frames all pages. */
export function useStatusFeed(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = follow("/api/v1/status/live", {
      onOpen: () => {
        setOnline(true);
        // The platform may have begun anew with another project.
        void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
      },
      onEvent: (_name, data) => set(addSample(samples, JSON.parse(data) as Sample)),
      onLost: () => {
        // Either nobody answers, or nobody is signed in any more; the session tells.
        void client.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false }).catch(() => setOnline(false));
      },
    });
    return () => {
      stop();
      set(undefined);
    };
  }, [client]);
}

/** The platform as it is now; undefined until it is known. */
export function useStatus(): Status | undefined {
  const pipelines = useQuery(pipelinesQuery).data;
  const now = useSyncExternalStore(subscribe, () => samples);
  return useMemo(() => (pipelines && now ? statusOf(pipelines, now) : undefined), [pipelines, now]);
}

/** A stream as it is now; undefined until it is known. */
export function useStreamNow(name: string): StreamNow | undefined {
  return useStatus()?.streams.get(name);
}
