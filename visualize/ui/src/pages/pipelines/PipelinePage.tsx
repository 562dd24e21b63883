import { Alert, Tabs } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { PipelineTab } from "../../app/router";
import { isMissing } from "../../data/errors";
import { type PipelineDetails, pipelineQuery, pipelinesQuery } from "../../data/pipelines";
import { useMayChange } from "../../data/session";
import { type PipelineNow, useStatus } from "../../data/status";
import { formatCount, formatDuration, formatRate, formatWhole } from "../../design/format";
import { Page } from "../../design/Page";
import { Sparkline } from "../../design/Sparkline";
import { Stat, Stats } from "../../design/Stat";
import { Failure, Loading } from "../../design/StateView";
import { Status } from "../../design/Status";
import { Time } from "../../design/Time";
import { Missing } from "../missing/Missing";
import { DefinitionTab } from "./DefinitionTab";
import { GuaranteeTab } from "./GuaranteeTab";
import { Orders } from "./Orders";
import { PlanTab } from "./PlanTab";
import styles from "./pipelines.module.css";
import { ResultsTab } from "./ResultsTab";
import { Sources } from "./Sources";
import { pipelineState, secondsBehind } from "./state";

const route = getRouteApi("/inside/pipelines/$name");

/** How often it is asked what does not come every second by itself. */
const EVERY_MILLIS = 5000;

export function PipelinePage() {
  const { name } = route.useParams();
  const { data, error, refetch } = useQuery({ ...pipelineQuery(name), refetchInterval: EVERY_MILLIS });
  const now = useStatus()?.pipelines.find((each) => each.name === name);
  const others = useQuery(pipelinesQuery).data?.map((each) => each.name);
  if (isMissing(error))
    return (
      <Page title={name} kind="Pipeline">
        <Missing kind="pipeline" name={name} others={others} />
      </Page>
    );
  if (data) return <Content key={name} details={data} now={now} />;
  return (
    <Page title={name} kind="Pipeline">
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Loading label="Loading the pipeline" />
      )}
    </Page>
  );
}

function Content({ details, now }: { details: PipelineDetails; now: PipelineNow | undefined }) {
  const { tab = "results" } = route.useSearch();
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const state = now && pipelineState(now);
  const error = now ? now.error : details.error;
  return (
    <Page
      title={details.name}
      kind={
        <>
          Pipeline, reads <Sources pipeline={details} />, writes{" "}
          {details.to.map(({ kind, name }) => `${kind} ${name}`).join(", ")}
        </>
      }
      actions={
        <>
          {state && <Status tone={state.tone}>{state.label}</Status>}
          {mayChange && <Orders pipeline={details} state={now?.state ?? details.state} />}
        </>
      }
    >
      {error && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Last error">
          <span className={styles.error}>{error}</span>
        </Alert>
      )}
      {now && <Numbers pipeline={now} />}
      {!error && details.lastError && (
        <p className={styles.lastError}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>
            Last error, <Time at={details.lastError.at ?? ""} />, over since: {details.lastError.message}
          </span>
        </p>
      )}
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(chosen) =>
          void navigate({
            from: "/pipelines/$name",
            to: ".",
            search: { tab: chosen === "results" ? undefined : (chosen as PipelineTab) },
            replace: true,
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="results">Results</Tabs.Tab>
          <Tabs.Tab value="definition">Definition</Tabs.Tab>
          <Tabs.Tab value="plan">Plan</Tabs.Tab>
          <Tabs.Tab value="guarantee">Guarantee</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="results" pt="md">
          <ResultsTab pipeline={details} />
        </Tabs.Panel>
        <Tabs.Panel value="definition" pt="md">
          <DefinitionTab path={details.definition.file} running={details.definition.text} />
        </Tabs.Panel>
        <Tabs.Panel value="plan" pt="md">
          <PlanTab pipeline={details} />
        </Tabs.Panel>
        <Tabs.Panel value="guarantee" pt="md">
          <GuaranteeTab guarantee={details.guarantee} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Numbers({ pipeline }: { pipeline: PipelineNow }) {
  const behind = secondsBehind(pipeline);
  return (
    <Stats>
      <Stat
        label="Rows in"
        value={formatRate(pipeline.rowsInPerSecond)}
        unit="rows/s"
        note={<span title={formatWhole(pipeline.rowsIn)}>{formatCount(pipeline.rowsIn)} in all</span>}
      >
        <Sparkline values={pipeline.history} />
      </Stat>
      <Stat
        label="Rows out"
        value={formatRate(pipeline.rowsOutPerSecond)}
        unit="rows/s"
        note={<span title={formatWhole(pipeline.rowsOut)}>{formatCount(pipeline.rowsOut)} in all</span>}
      />
      <Stat
        label="Lag"
        value={formatCount(pipeline.lag)}
        unit="events"
        tone={pipelineState(pipeline).tone === "warn" ? "warn" : undefined}
        note={
          behind === undefined || behind < 1
            ? "not processed yet"
            : `${formatDuration(behind * 1000)} of input`
        }
      />
      <Stat
        label="Watermark"
        value={
          pipeline.watermarkDelaySeconds === undefined
            ? "—"
            : formatDuration(pipeline.watermarkDelaySeconds * 1000)
        }
        unit={pipeline.watermarkDelaySeconds === undefined ? undefined : "behind now"}
        note={pipeline.watermark ? <Time at={pipeline.watermark} /> : "it has no windows, or no event yet"}
      />
      <Stat
        label="Late"
        value={formatCount(pipeline.late)}
        unit="rows"
        note={
          pipeline.late > 0 ? (
            <Link to="/explore" search={{ sql: `SELECT *\nFROM ${pipeline.name}_late\nLIMIT 100` }}>
              Look at them
            </Link>
          ) : (
            "left out of windows, and kept"
          )
        }
      />
    </Stats>
  );
}
