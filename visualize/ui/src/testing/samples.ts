import type { PipelineNow, Sample, Status } from "../data/status";

/** A pipeline that runs and keeps up, but for what a test says. */
export function pipelineNow(differences: Partial<PipelineNow> = {}): PipelineNow {
  return {
    name: "average",
    state: "RUNNING",
    stream: "telemetry",
    to: [{ kind: "table", name: "minutes" }],
    lag: 0,
    rowsIn: 0,
    rowsOut: 0,
    late: 0,
    guarantee: { asked: "exactly-once", given: "exactly-once", reasons: [] },
    rowsInPerSecond: 0,
    rowsOutPerSecond: 0,
    history: [],
    ...differences,
  };
}

export function statusWith(pipelines: PipelineNow[]): Status {
  return {
    time: "2026-01-01T08:00:00Z",
    pipelines,
    streams: new Map(),
    total: { eventsPerSecond: 0, history: [] },
  };
}

/** A sample of a platform with these streams and their events per second. */
export function sampleOf(streams: Record<string, number>): Sample {
  return {
    time: "2026-01-01T08:00:00Z",
    uptimeSeconds: 60,
    liveConnections: 1,
    pipelines: [],
    streams: Object.entries(streams).map(([name, eventsPerSecond]) => ({
      name,
      events: 0,
      eventsPerSecond,
      archiveLag: 0,
    })),
  };
}
