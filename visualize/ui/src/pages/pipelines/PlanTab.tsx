import { ActionIcon, Alert, Title, Tooltip } from "@mantine/core";
import { IconInfoCircle, IconMessages, IconRefresh, IconTable } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { PipelineDetails } from "../../data/pipelines";
import { type Plan, planQuery } from "../../data/plan";
import { wordsOf } from "../../design/Form";
import { formatWhole } from "../../design/format";
import { Panel } from "../../design/Page";
import { Loading } from "../../design/StateView";
import { Time } from "../../design/Time";
import { Flow, Operator } from "./Operator";
import { PlanSteps } from "./PlanSteps";
import styles from "./pipelines.module.css";

/** What a pipeline does as a picture, with the rows that flow through it, and how the engine does it. */
export function PlanTab({ pipeline }: { pipeline: PipelineDetails }) {
  const { data, error, isFetching, refetch } = useQuery(planQuery(pipeline.name));
  return (
    <div className={styles.stack}>
      {error && !data ? (
        <Alert color="orange" icon={<IconInfoCircle size={18} />} title="The rows cannot be counted now">
          {wordsOf(error)}
        </Alert>
      ) : (
        <Panel
          title="What flows through it"
          aside={
            <Tooltip label="Count again">
              <ActionIcon aria-label="Count again" loading={isFetching} onClick={() => void refetch()}>
                <IconRefresh size={15} />
              </ActionIcon>
            </Tooltip>
          }
        >
          {data ? <Picture plan={data} to={pipeline.to} /> : <Loading label="Counting the rows" />}
        </Panel>
      )}
      <Title order={2}>How the engine does it</Title>
      <PlanSteps explanation={pipeline.explanation} />
    </div>
  );
}

function Picture({ plan: { nodes, read }, to }: { plan: Plan; to: PipelineDetails["to"] }) {
  const most = Math.max(...nodes.map(({ rows }) => rows));
  const tree = (at: number) => {
    const { operator, text, inputs } = nodes[at]!;
    return (
      <Operator operator={operator} text={text}>
        {inputs.map((input) => (
          <Flow key={input} rows={{ here: nodes[input]!.rows, most }}>
            {tree(input)}
          </Flow>
        ))}
      </Operator>
    );
  };
  return (
    <>
      <p className={styles.counted}>
        {read.map(({ stream, events, from, to: until }) => (
          <span key={stream}>
            Counted over the last {formatWhole(events)} events of {stream}
            {from && until && (
              <>
                , from <Time at={from} /> to <Time at={until} />
              </>
            )}
            , windows that are open included.
          </span>
        ))}
      </p>
      <section className={styles.plan} tabIndex={0} aria-label="The plan">
        <div className={styles.tree}>
          <Flow rows={{ here: nodes[0]!.rows, most }}>{tree(0)}</Flow>
          <div className={styles.outputs}>
            {to.map(({ kind, name }) => (
              <span key={`${kind} ${name}`} className={styles.output}>
                {kind === "topic" ? (
                  <IconMessages size={15} aria-hidden />
                ) : (
                  <IconTable size={15} aria-hidden />
                )}
                {kind} {name}
              </span>
            ))}
          </div>
        </div>
      </section>
    </>
  );
}
