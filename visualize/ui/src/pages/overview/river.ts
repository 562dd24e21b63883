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
    // A pipeline may read what another one writes.
    const source = topics.has(pipeline.stream) ? `topic/${pipeline.stream}` : `stream/${pipeline.stream}`;
    edges.push({ from: source, to: id, perSecond: pipeline.rowsInPerSecond, dry });
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
