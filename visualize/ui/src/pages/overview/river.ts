import type { PipelineNow, Status, StreamNow } from "../../data/status";
import type { Stream } from "../../data/streams";

/** What events flow through: where they come in, what is made of them, where that goes. */
export type RiverNode = { id: string; name: string } & (
  | { kind: "stream"; description?: string; now?: StreamNow }
  | { kind: "pipeline"; pipeline: PipelineNow }
  | { kind: "table" | "topic"; perSecond: number }
);

export interface RiverEdge {
  from: string;
  to: string;
  perSecond: number;
  /** Nothing can flow: the pipeline at one end of it does not run. */
  dry: boolean;
}

export interface River {
  nodes: RiverNode[];
  edges: RiverEdge[];
}

/** The graph of a project: streams, the pipelines that read them, the tables and topics that those write. */
export function riverOf(streams: Stream[], status: Status): River {
  const nodes = new Map<string, RiverNode>();
  const edges: RiverEdge[] = [];
  for (const { name, description } of streams) {
    const id = `stream/${name}`;
    nodes.set(id, { id, name, kind: "stream", description, now: status.streams.get(name) });
  }
  const topics = new Set(
    status.pipelines.flatMap(({ to }) =>
      to.filter(({ kind }) => kind === "topic").map(({ name }) => name ?? ""),
    ),
  );
  for (const pipeline of status.pipelines) {
    const id = `pipeline/${pipeline.name}`;
    const dry = pipeline.state !== "RUNNING";
    nodes.set(id, { id, name: pipeline.name, kind: "pipeline", pipeline });
    const sources = new Set(pipeline.sources?.map(({ stream = "" }) => stream) ?? [pipeline.stream]);
    for (const source of sources)
      edges.push({
        // A pipeline may read what another one writes.
        from: topics.has(source) ? `topic/${source}` : `stream/${source}`,
        to: id,
        // Rows are counted over all sources; of several each gives what comes into it.
        perSecond: sources.size === 1 ? pipeline.rowsInPerSecond : intoSource(source, status),
        dry,
      });
    for (const { kind, name = "" } of pipeline.to) {
      const target = `${kind}/${name}`;
      nodes.set(target, {
        id: target,
        name,
        kind: kind === "topic" ? "topic" : "table",
        perSecond: pipeline.rowsOutPerSecond,
      });
      edges.push({ from: id, to: target, perSecond: pipeline.rowsOutPerSecond, dry });
    }
  }
  return {
    nodes: [...nodes.values()],
    edges: edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
  };
}

/** What comes into a stream or a topic per second. */
function intoSource(name: string, { streams, pipelines }: Status): number {
  const writer = pipelines.find(({ to }) =>
    to.some((target) => target.kind === "topic" && target.name === name),
  );
  return writer?.rowsOutPerSecond ?? streams.get(name)?.eventsPerSecond ?? 0;
}
