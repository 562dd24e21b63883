import { IconArrowsSplit } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pipelinesQuery } from "../../data/pipelines";
import { useMayChange } from "../../data/session";
import { type PipelineNow, useStatus } from "../../data/status";
import { formatCount, formatRate, plural } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Page, Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import { Ago } from "../../design/Time";
import { NewPipeline } from "./create/NewPipeline";
import styles from "./pipelines.module.css";
import { Sources } from "./Sources";
import { pipelineState } from "./state";

const EVERY_MILLIS = 5000;

export function PipelinesPage() {
  // What does not come every second by itself: the last error, the quarantine.
  const { error, refetch } = useQuery({ ...pipelinesQuery, refetchInterval: EVERY_MILLIS });
  const status = useStatus();
  const mayChange = useMayChange();
  return (
    <Page
      title="Pipelines"
      description="SQL that runs all the time: what each reads, where its rows go, how it is doing."
      actions={mayChange && <NewPipeline />}
    >
      <Panel flush>
        {status ? (
          <PipelineList pipelines={status.pipelines} />
        ) : error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the pipelines" />
        )}
      </Panel>
    </Page>
  );
}

function PipelineList({ pipelines }: { pipelines: PipelineNow[] }) {
  if (pipelines.length === 0)
    return (
      <StateView icon={<IconArrowsSplit size={22} />} title="This project has no pipelines">
        It is SQL over a stream and where its rows go: a YAML file in the project's folder pipelines/, which
        "New pipeline" writes too.
      </StateView>
    );
  return (
    <List
      label="Pipelines"
      links
      columns={[
        { title: "Pipeline" },
        { title: "State" },
        { title: "Writes" },
        { title: "Guarantee" },
        { title: "Rows in/s", right: true },
        { title: "Rows out/s", right: true },
        { title: "Lag", right: true },
        { title: "Quarantined", right: true },
        { title: "Watermark", right: true },
      ]}
    >
      {pipelines.map((pipeline) => {
        const state = pipelineState(pipeline);
        return (
          <tr key={pipeline.name}>
            <td>
              <Link to="/pipelines/$name" params={{ name: pipeline.name }} className={list.name}>
                {pipeline.name}
              </Link>
              <span className={list.sub}>
                reads <Sources pipeline={pipeline} />
              </span>
            </td>
            <td>
              <Status tone={state.tone}>{state.label}</Status>
              <LastError pipeline={pipeline} />
            </td>
            <td>{pipeline.to.map(({ kind, name }) => `${kind} ${name}`).join(", ")}</td>
            <td>{pipeline.guarantee.given}</td>
            <td className="number" data-right>
              {formatRate(pipeline.rowsInPerSecond)}
            </td>
            <td className="number" data-right>
              {formatRate(pipeline.rowsOutPerSecond)}
            </td>
            <td className="number" data-right>
              {formatCount(pipeline.lag)}
            </td>
            <td className="number" data-right>
              <InQuarantine pipeline={pipeline} />
            </td>
            <td data-right>{pipeline.watermark ? <Ago at={pipeline.watermark} /> : "—"}</td>
          </tr>
        );
      })}
    </List>
  );
}

/** Why it does not run; else what went wrong before and is over. */
function LastError({ pipeline: { error, lastError } }: { pipeline: PipelineNow }) {
  if (error) return <span className={styles.listError}>{error}</span>;
  if (!lastError?.at) return null;
  return (
    <span className={list.sub} title={lastError.message}>
      an error <Ago at={lastError.at} />, over since
    </span>
  );
}

/** Records of what it reads that wait in quarantine; they lead there. */
function InQuarantine({ pipeline: { sources = [], inQuarantine = 0 } }: { pipeline: PipelineNow }) {
  const [first] = sources.filter((source) => (source.inQuarantine ?? 0) > 0);
  if (!first) return <>{formatCount(inQuarantine)}</>;
  return (
    <Link
      to="/streams/$name"
      params={{ name: first.stream ?? "" }}
      search={{ tab: "quarantine" }}
      title={`${plural(inQuarantine, "record")} of what it reads`}
    >
      {formatCount(inQuarantine)}
    </Link>
  );
}
