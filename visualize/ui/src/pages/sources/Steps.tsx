import { IconCheck } from "@tabler/icons-react";
import styles from "./sources.module.css";

const STEPS = [
  { id: "sample", label: "A sample" },
  { id: "fields", label: "What it holds" },
  { id: "waiting", label: "The first event" },
] as const;

export type StepId = (typeof STEPS)[number]["id"];

/** Where one is on the way. */
export function Steps({ now }: { now: StepId }) {
  const at = STEPS.findIndex(({ id }) => id === now);
  return (
    <ol className={styles.steps} aria-label="Steps">
      {STEPS.map(({ id, label }, i) => (
        <li
          key={id}
          className={styles.step}
          data-state={i < at ? "done" : i === at ? "now" : "later"}
          aria-current={i === at ? "step" : undefined}
        >
          <span className={styles.stepNumber} aria-hidden>
            {i < at ? <IconCheck size={13} /> : i + 1}
          </span>
          {label}
          {i < at && <span className="unseen"> (done)</span>}
        </li>
      ))}
    </ol>
  );
}
