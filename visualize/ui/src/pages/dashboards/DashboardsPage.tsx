import { IconLayoutDashboard } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { dashboardsQuery } from "../../data/dashboards";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Page, Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";

export function DashboardsPage() {
  const { data, error, refetch } = useQuery(dashboardsQuery);
  return (
    <Page title="Dashboards" description="Panels of SQL, side by side.">
      <Panel flush>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading label="Loading the dashboards" />
          )
        ) : data.length === 0 ? (
          <StateView icon={<IconLayoutDashboard size={22} />} title="This project has no dashboards">
            A dashboard is a YAML file in the project's folder dashboards/: panels, each with its SQL and how
            it is drawn. It is here after the platform's next start.
          </StateView>
        ) : (
          <List label="Dashboards" links columns={[{ title: "Dashboard" }, { title: "Panels", right: true }]}>
            {data.map(({ name, title, description, panels }) => (
              <tr key={name}>
                <td>
                  <Link to="/dashboards/$name" params={{ name }} className={list.name}>
                    {title}
                  </Link>
                  {description && <span className={list.sub}>{description}</span>}
                </td>
                <td className="number" data-right>
                  {panels}
                </td>
              </tr>
            ))}
          </List>
        )}
      </Panel>
    </Page>
  );
}
