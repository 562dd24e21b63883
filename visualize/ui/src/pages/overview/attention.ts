import { type Counts, waitingIn } from "../../data/quarantine";
import type { PipelineNow, Status, StreamNow } from "../../data/status";
import { formatCount, formatDuration, plural } from "../../design/format";
import type { Tone } from "../../design/Status";
import { pipelineState, secondsBehind } from "../pipelines/state";

/** Something that a person should look at. */
export interface Concern {
  kind: "pipeline" | "stream";
  name: string;
  tone: Tone;
  label: string;
  text: string;
  /** The part of the stream's page that shows it. */
  tab?: "quarantine";
}

/** What needs attention, the worst first. */
export function concernsOf(status: Status, quality?: Counts): Concern[] {
  return [
    ...status.pipelines.flatMap(ofPipeline),
    ...[...status.streams.values()].flatMap((stream) => ofStream(stream, quality)),
  ].sort((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
}

function ofPipeline(pipeline: PipelineNow): Concern[] {
  const { tone, label } = pipelineState(pipeline);
  const concern = { kind: "pipeline", name: pipeline.name, tone, label } as const;
  if (tone === "bad") return [{ ...concern, text: pipeline.error ?? "It does not say why." }];
  if (tone !== "warn") return [];
  const behind = formatDuration((secondsBehind(pipeline) ?? 0) * 1000);
  return [
    {
      ...concern,
      text: `${formatCount(pipeline.lag)} events wait; at this pace that is ${behind} of input.`,
    },
  ];
}

function ofStream({ name, archiveError }: StreamNow, quality?: Counts): Concern[] {
  const concerns: Concern[] = [];
  if (archiveError)
    concerns.push({ kind: "stream", name, tone: "bad", label: "Not archived", text: archiveError });
  const waiting = quality ? waitingIn(quality, name) : 0;
  if (waiting > 0)
    concerns.push({
      kind: "stream",
      name,
      tone: "warn",
      label: "Quarantine",
      tab: "quarantine",
      text: `${plural(waiting, "record")} kept out of it ${waiting === 1 ? "waits" : "wait"}: let in or discarded by a person.`,
    });
  return concerns;
}
