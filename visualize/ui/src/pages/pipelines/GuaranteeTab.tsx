import type { Pipeline } from "../../data/pipelines";
import { Panel } from "../../design/Page";
import { Status } from "../../design/Status";
import styles from "./pipelines.module.css";

/** What a pipeline promises, and what that follows from. */
export function GuaranteeTab({ guarantee }: { guarantee: Pipeline["guarantee"] }) {
  const { asked, given, reasons = [] } = guarantee;
  return (
    <Panel title="Guarantee" aside={<Status tone="good">{given}</Status>}>
      <p className={styles.asked}>
        The definition asks for {asked}. The path from sender to result gives {given}, because:
      </p>
      <ul className={styles.reasons}>
        {reasons.map((reason) => {
          const [part = "", ...rest] = reason.split(": ");
          return (
            <li key={reason}>
              <strong>{part}</strong>
              <span>{rest.join(": ")}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
