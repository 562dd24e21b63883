import type { PipelineNow } from "../../data/status";
import type { Tone } from "../../design/Status";

/** How a pipeline is doing, in a word. */
export interface PipelineState {
  tone: Tone;
  label: string;
}

/** Seconds of input behind from which on a pipeline needs attention. */
const MOST_SECONDS_BEHIND = 30;

/** How many seconds of its input a pipeline is behind, from what comes in; undefined when nothing does. */
export function secondsBehind(pipeline: Pick<PipelineNow, "lag" | "rowsInPerSecond">): number | undefined {
  if (pipeline.lag === 0) return 0;
  return pipeline.rowsInPerSecond > 0 ? pipeline.lag / pipeline.rowsInPerSecond : undefined;
}

export function pipelineState(
  pipeline: Pick<PipelineNow, "state" | "lag" | "rowsInPerSecond">,
): PipelineState {
  switch (pipeline.state) {
    case "FAILED":
      return { tone: "bad", label: "Failed" };
    case "STOPPED":
      return { tone: "quiet", label: "Stopped" };
    default: {
      const behind = secondsBehind(pipeline);
      return behind !== undefined && behind > MOST_SECONDS_BEHIND
        ? { tone: "warn", label: "Behind" }
        : { tone: "good", label: "Running" };
    }
  }
}
