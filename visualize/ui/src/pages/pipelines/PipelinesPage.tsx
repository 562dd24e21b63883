import { IconArrowsSplit } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pipelinesQuery } from "../../data/pipelines";
import { type PipelineNow, useStatus } from "../../data/status";
import { formatCount, formatRate } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Page, Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import { Ago } from "../../design/Time";
import { pipelineState } from "./state";

export function PipelinesPage() {
  const { error, refetch } = useQuery(pipelinesQuery);
  const status = useStatus();
  return (
    <Page
      title="Pipelines"
      description="SQL that runs all the time: what each reads, where its rows go, how it is doing."
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
        A pipeline is a YAML file in the project's folder pipelines/, with SQL and where its rows go.
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
                reads{" "}
                <Link to="/streams/$name" params={{ name: pipeline.stream }}>
                  {pipeline.stream}
                </Link>
              </span>
            </td>
            <td>
              <Status tone={state.tone}>{state.label}</Status>
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
            <td data-right>{pipeline.watermark ? <Ago at={pipeline.watermark} /> : "—"}</td>
          </tr>
        );
      })}
    </List>
  );
}
