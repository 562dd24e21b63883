import {
  IconArrowsJoin2,
  IconBox,
  IconColumns3,
  IconDatabase,
  IconFilter,
  IconSum,
  IconTimeline,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatWhole } from "../../design/format";
import { readable } from "./explanation";
import styles from "./pipelines.module.css";

const ICONS: Record<string, typeof IconBox> = {
  Scan: IconDatabase,
  Filter: IconFilter,
  Project: IconColumns3,
  Aggregate: IconSum,
  Tumble: IconTimeline,
  Hop: IconTimeline,
  Cumulate: IconTimeline,
  Session: IconTimeline,
  Join: IconArrowsJoin2,
};

/** An operator, below what flows into it. */
export function Operator({
  operator,
  text,
  children,
}: {
  operator: string;
  text: string;
  /** A Flow for each of its inputs. */
  children?: ReactNode[];
}) {
  const Icon = ICONS[operator] ?? IconBox;
  return (
    <div className={styles.tree}>
      {children && children.length > 0 && <div className={styles.inputs}>{children}</div>}
      <div className={styles.operator}>
        <Icon size={15} aria-hidden className={styles.operatorIcon} />
        <span className={styles.operatorName}>{operator}</span>
        <span className={`mono ${styles.operatorRest}`}>{readable(text)}</span>
      </div>
    </div>
  );
}

const THINNEST = 3;
const THICKEST = 12;

interface FlowProps {
  /** Rows that flow here, of at most so many anywhere in the picture. */
  rows?: { here: number; most: number };
  children: ReactNode;
}

/** What stands above flows into what is below. */
export function Flow({ rows, children }: FlowProps) {
  const share = rows && rows.most > 0 ? Math.sqrt(rows.here / rows.most) : 0;
  return (
    <div className={styles.flow}>
      {children}
      <div className={styles.edge} style={{ width: THINNEST + Math.round((THICKEST - THINNEST) * share) }}>
        {rows && (
          <span className={`number ${styles.rowsOnEdge}`}>
            {formatWhole(rows.here)} {rows.here === 1 ? "row" : "rows"}
          </span>
        )}
      </div>
    </div>
  );
}
