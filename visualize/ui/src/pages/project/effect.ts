import type { Effect } from "../../data/project";
import type { Tone } from "../../design/Status";

/** Whether rows that are there now are dropped by it. */
export function isLost({ kind, effect }: Effect): boolean {
  return kind === "pipeline" && (effect === "anew" || effect === "removed");
}

const WORDS: Record<string, { tone: Tone; label: string }> = {
  added: { tone: "good", label: "New" },
  changed: { tone: "good", label: "Changed" },
  continued: { tone: "good", label: "Keeps its state" },
  anew: { tone: "warn", label: "Begins anew" },
  removed: { tone: "bad", label: "Removed" },
  "next-start": { tone: "quiet", label: "At the next start" },
};

/** An effect in a word. */
export function wordOf({ effect }: Effect): { tone: Tone; label: string } {
  return WORDS[effect] ?? { tone: "quiet", label: effect };
}
