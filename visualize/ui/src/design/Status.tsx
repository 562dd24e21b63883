import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconPlayerStopFilled,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./Status.module.css";

export type Tone = "good" | "warn" | "bad" | "quiet";

const ICONS: Record<Tone, typeof IconCircleCheckFilled> = {
  good: IconCircleCheckFilled,
  warn: IconAlertTriangleFilled,
  bad: IconCircleXFilled,
  quiet: IconPlayerStopFilled,
};

/** A state in a word, with a colour and a shape for it. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.status} data-tone={tone}>
      <Icon size={12} aria-hidden />
      {children}
    </span>
  );
}

/** The shape alone, for narrow places; its word is for screen readers and on hover. */
export function StatusIcon({ tone, label, size = 12 }: { tone: Tone; label: string; size?: number }) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.icon} data-tone={tone} title={label}>
      <Icon size={size} aria-hidden />
      <span className="unseen">{label}</span>
    </span>
  );
}
