import type { ReactNode } from "react";
import styles from "./Stat.module.css";
import type { Tone } from "./Status";

/** Numbers side by side. */
export function Stats({ children }: { children: ReactNode }) {
  return <div className={styles.stats}>{children}</div>;
}

interface StatProps {
  label: string;
  value: ReactNode;
  unit?: string;
  note?: ReactNode;
  tone?: Tone;
  /** A small picture beside the number. */
  children?: ReactNode;
}

/** One number that counts. */
export function Stat({ label, value, unit, note, tone, children }: StatProps) {
  return (
    <div className={styles.stat} data-tone={tone}>
      <div className={styles.label}>{label}</div>
      <div className={styles.row}>
        <div className={`number ${styles.value}`}>
          {value}
          {unit && <span className={styles.unit}> {unit}</span>}
        </div>
        {children && <div className={styles.picture}>{children}</div>}
      </div>
      {note && <div className={styles.note}>{note}</div>}
    </div>
  );
}
