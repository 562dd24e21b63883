import { Button, Collapse } from "@mantine/core";
import {
  IconArrowsJoin2,
  IconBox,
  IconColumns3,
  IconDatabase,
  IconFilter,
  IconSum,
  IconTimeline,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Code } from "../../design/Code";
import { Panel } from "../../design/Page";
import { type PlanNode, type PlanStep, stepsOf } from "./explanation";
import styles from "./pipelines.module.css";

const ICONS: Record<string, typeof IconBox> = {
  Scan: IconDatabase,
  Filter: IconFilter,
  Project: IconColumns3,
  Aggregate: IconSum,
  Tumble: IconTimeline,
  Hop: IconTimeline,
  Session: IconTimeline,
  Join: IconArrowsJoin2,
};

/** How a pipeline is computed, as a picture: what comes in stands above, what goes out below. */
export function PlanTab({ explanation }: { explanation: string }) {
  const steps = useMemo(() => stepsOf(explanation), [explanation]);
  if (steps.length === 0)
    return (
      <Panel title="Plan">
        <Code label="the plan">{explanation}</Code>
      </Panel>
    );
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.title}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: PlanStep }) {
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title={step.title}
      aside={
        <Button variant="subtle" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide" : "Show"} the SQL on {step.engine}
        </Button>
      }
    >
      <div className={styles.plan}>
        <Node node={step.root} />
      </div>
      <Collapse expanded={open}>
        <div className={styles.engineSql}>
          <Code label={`the SQL on ${step.engine}`}>{step.sql}</Code>
        </div>
      </Collapse>
    </Panel>
  );
}

function Node({ node }: { node: PlanNode }) {
  const Icon = ICONS[node.operator] ?? IconBox;
  return (
    <div className={styles.tree}>
      {node.inputs.length > 0 && (
        <div className={styles.inputs}>
          {node.inputs.map((input) => (
            <div key={`${input.operator} ${input.rest}`} className={styles.input}>
              <Node node={input} />
              <div className={styles.arrow} aria-hidden />
            </div>
          ))}
        </div>
      )}
      <div className={styles.operator}>
        <Icon size={15} aria-hidden className={styles.operatorIcon} />
        <span className={styles.operatorName}>{node.operator}</span>
        <span className={`mono ${styles.operatorRest}`}>{node.rest}</span>
      </div>
    </div>
  );
}
