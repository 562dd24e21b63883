import type { Status } from "../../data/status";
import { formatCount, formatDuration } from "../../design/format";
import type { Tone } from "../../design/Status";
import { pipelineState, secondsBehind } from "../pipelines/state";

/** Something that a person should look at. */
export interface Concern {
  pipeline: string;
  tone: Tone;
  label: string;
  text: string;
}

/** What needs attention, the worst first. */
export function concernsOf(status: Status): Concern[] {
  const concerns: Concern[] = [];
  for (const pipeline of status.pipelines) {
    const { tone, label } = pipelineState(pipeline);
    if (tone === "bad")
      concerns.push({ pipeline: pipeline.name, tone, label, text: pipeline.error ?? "It does not say why." });
    else if (tone === "warn")
      concerns.push({
        pipeline: pipeline.name,
        tone,
        label,
        text: `${formatCount(pipeline.lag)} events wait; at this pace that is ${formatDuration((secondsBehind(pipeline) ?? 0) * 1000)} of input.`,
      });
  }
  return concerns.sort((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
}
