import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { type Dashboard, dashboardQuery, dashboardsQuery } from "../../data/dashboards";
import { isMissing } from "../../data/errors";
import { Page, Panel } from "../../design/Page";
import { Failure, Loading } from "../../design/StateView";
import { Missing } from "../missing/Missing";
import { chosenVariables, type DashboardSearch, VARIABLE } from "./address";
import styles from "./dashboards.module.css";
import { PanelView } from "./PanelView";
import { RangePicker } from "./RangePicker";
import { Refresh } from "./Refresh";
import { rangeOf } from "./range";
import { VariableSelect } from "./VariableSelect";

const route = getRouteApi("/inside/dashboards/$name");
const KIND = <Link to="/dashboards">Dashboards</Link>;

export function DashboardPage() {
  const { name } = route.useParams();
  const { data, error, refetch } = useQuery(dashboardQuery(name));
  const others = useQuery(dashboardsQuery).data?.map((each) => each.name);
  if (isMissing(error))
    return (
      <Page title={name} kind={KIND}>
        <Missing kind="dashboard" name={name} others={others} />
      </Page>
    );
  if (data) return <Content key={name} dashboard={data} />;
  return (
    <Page title={name} kind={KIND}>
      <Panel flush>
        {error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the dashboard" />
        )}
      </Panel>
    </Page>
  );
}

function Content({ dashboard }: { dashboard: Dashboard }) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const [paused, setPaused] = useState(false);
  const [updated, setUpdated] = useState<number>();
  const { last, from, to } = search;
  const range = useMemo(
    () => rangeOf({ last, from, to }, dashboard.lastSeconds),
    [last, from, to, dashboard.lastSeconds],
  );
  const chosen = JSON.stringify(chosenVariables(dashboard.variables, search));
  const variables = useMemo(() => JSON.parse(chosen) as Record<string, string>, [chosen]);
  const ready = dashboard.variables.every(({ name }) => variables[name] !== undefined);
  const live = "last" in range && dashboard.refreshSeconds !== undefined;

  const go = useCallback(
    (change: DashboardSearch) =>
      void navigate({
        from: "/dashboards/$name",
        to: ".",
        search: (before) => ({ ...before, ...change }),
        resetScroll: false,
      }),
    [navigate],
  );
  const onSpan = useCallback(
    (begin: number, end: number) =>
      go({
        last: undefined,
        from: new Date(begin * 1000).toISOString(),
        to: new Date(end * 1000).toISOString(),
      }),
    [go],
  );
  const onUpdated = useCallback((at: number) => setUpdated((before) => Math.max(before ?? 0, at)), []);

  return (
    <Page
      title={dashboard.title}
      kind={KIND}
      description={dashboard.description}
      actions={
        <>
          <RangePicker
            range={{ last, from, to }}
            lastSeconds={dashboard.lastSeconds}
            onChange={(chosen) => go({ ...chosen })}
          />
          <Refresh
            dashboard={dashboard.name}
            every={live ? dashboard.refreshSeconds : undefined}
            paused={paused}
            onPause={setPaused}
            updated={updated}
          />
        </>
      }
    >
      {dashboard.variables.length > 0 && (
        <div className={styles.variables} role="group" aria-label="Variables">
          {dashboard.variables.map((variable) => (
            <VariableSelect
              key={variable.name}
              dashboard={dashboard.name}
              variable={variable}
              value={variables[variable.name]}
              variables={variables}
              range={range}
              onChange={(value) => go({ [`${VARIABLE}${variable.name}`]: value })}
            />
          ))}
        </div>
      )}
      <div className={styles.grid}>
        {[...dashboard.panels]
          .sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x)
          .map((panel) => (
            <PanelView
              key={panel.name}
              dashboard={dashboard.name}
              panel={panel}
              variables={variables}
              range={range}
              every={live && !paused ? dashboard.refreshSeconds : undefined}
              ready={ready}
              onUpdated={onUpdated}
              onSpan={onSpan}
            />
          ))}
      </div>
    </Page>
  );
}
