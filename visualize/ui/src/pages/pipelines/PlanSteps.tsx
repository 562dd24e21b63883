import { Button, Collapse } from "@mantine/core";
import { useMemo, useState } from "react";
import { Code } from "../../design/Code";
import { Panel } from "../../design/Page";
import { type PlanNode, type PlanStep, stepsOf } from "./explanation";
import { Flow, Operator } from "./Operator";
import styles from "./pipelines.module.css";

/** How the engine computes a pipeline, step by step: what comes in stands above, what goes out below. */
export function PlanSteps({ explanation }: { explanation: string }) {
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

/** A step's operators: what comes in stands above. */
function Node({ node }: { node: PlanNode }) {
  return (
    <Operator operator={node.operator} text={node.rest}>
      {node.inputs.map((input) => (
        <Flow key={`${input.operator} ${input.rest}`}>
          <Node node={input} />
        </Flow>
      ))}
    </Operator>
  );
}
