import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import {
  IconArrowsSplit,
  IconBook2,
  IconDatabaseSearch,
  IconKey,
  IconLayoutDashboard,
  IconPlus,
  IconRipple,
  IconSearch,
  IconStack2,
  IconTopologyStar3,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type DashboardSummary, dashboardsQuery } from "../data/dashboards";
import { useMayChange, useSession } from "../data/session";
import { useStatus } from "../data/status";
import { type Stream, streamsQuery } from "../data/streams";

export const openPalette = spotlight.open;

/** Goes to any page by a few letters of its name. */
export function Palette() {
  const navigate = useNavigate();
  const streams = useQuery(streamsQuery).data;
  const dashboards = useQuery(dashboardsQuery).data;
  const isAdministrator = useSession()?.role === "administrator";
  const mayChange = useMayChange();
  const pipelines = (useStatus()?.pipelines ?? []).map(({ name }) => name).join(" ");
  // The state comes every second; another list would lose what is selected.
  const pages = useMemo(
    () =>
      pagesOf(
        {
          streams: streams ?? [],
          pipelines: pipelines.split(" ").filter(Boolean),
          dashboards: dashboards ?? [],
        },
        { isAdministrator, mayChange },
        navigate,
      ),
    [streams, pipelines, dashboards, isAdministrator, mayChange, navigate],
  );
  return (
    <Spotlight
      actions={pages}
      shortcut={["mod + K", "mod + P"]}
      nothingFound="There is no page of that name"
      highlightQuery
      scrollable
      maxHeight={420}
      limit={12}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Go to a dashboard, a stream, a pipeline, a page",
        "aria-label": "Go to",
      }}
    />
  );
}

interface Named {
  streams: Stream[];
  pipelines: string[];
  dashboards: DashboardSummary[];
}

function pagesOf(
  { streams, pipelines, dashboards }: Named,
  { isAdministrator, mayChange }: { isAdministrator: boolean; mayChange: boolean },
  navigate: ReturnType<typeof useNavigate>,
): SpotlightActionData[] {
  return [
    {
      id: "overview",
      label: "Overview",
      description: "What flows where",
      leftSection: <IconTopologyStar3 size={18} />,
      onClick: () => void navigate({ to: "/" }),
    },
    {
      id: "explore",
      label: "Explore",
      description: "Ask in SQL",
      leftSection: <IconDatabaseSearch size={18} />,
      onClick: () => void navigate({ to: "/explore" }),
    },
    {
      id: "sql",
      label: "SQL reference",
      description: "Functions and operators, and what is proven of them",
      keywords: ["help", "functions", "conformance", "docs"],
      leftSection: <IconBook2 size={18} />,
      onClick: () => void navigate({ to: "/sql" }),
    },
    {
      id: "dashboards",
      label: "Dashboards",
      description: "All of them",
      leftSection: <IconLayoutDashboard size={18} />,
      onClick: () => void navigate({ to: "/dashboards" }),
    },
    {
      id: "buffer",
      label: "Buffer",
      description: "The log: its topics and their records",
      keywords: ["kafka", "topics", "log"],
      leftSection: <IconStack2 size={18} />,
      onClick: () => void navigate({ to: "/buffer" }),
    },
    ...(mayChange
      ? [
          {
            id: "new-source",
            label: "New source",
            description: "Make a stream from a sample of its events",
            keywords: ["wizard", "stream", "add"],
            leftSection: <IconPlus size={18} />,
            onClick: () => void navigate({ to: "/sources/new" }),
          },
          {
            id: "new-pipeline",
            label: "New pipeline",
            description: "Begin SQL over a stream",
            keywords: ["sql", "add"],
            leftSection: <IconPlus size={18} />,
            onClick: () => void navigate({ to: "/new-pipeline" }),
          },
        ]
      : []),
    ...(isAdministrator
      ? [
          {
            id: "access",
            label: "Users and tokens",
            description: "Who and what may come in",
            leftSection: <IconKey size={18} />,
            onClick: () => void navigate({ to: "/access" }),
          },
        ]
      : []),
    ...dashboards.map(({ name, title, description }) => ({
      id: `dashboard/${name}`,
      label: title,
      description: description ?? "Dashboard",
      keywords: ["dashboard", name],
      leftSection: <IconLayoutDashboard size={18} />,
      onClick: () => void navigate({ to: "/dashboards/$name", params: { name } }),
    })),
    ...streams.map(({ name, description }) => ({
      id: `stream/${name}`,
      label: name,
      description: description ?? "Stream",
      keywords: ["stream"],
      leftSection: <IconRipple size={18} />,
      onClick: () => void navigate({ to: "/streams/$name", params: { name } }),
    })),
    ...pipelines.map((name) => ({
      id: `pipeline/${name}`,
      label: name,
      description: "Pipeline",
      leftSection: <IconArrowsSplit size={18} />,
      onClick: () => void navigate({ to: "/pipelines/$name", params: { name } }),
    })),
  ];
}
