import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import {
  IconArrowsSplit,
  IconDatabaseSearch,
  IconRipple,
  IconSearch,
  IconTopologyStar3,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useStatus } from "../data/status";
import { type Stream, streamsQuery } from "../data/streams";

export const openPalette = spotlight.open;

/** Goes to any page by a few letters of its name. */
export function Palette() {
  const navigate = useNavigate();
  const streams = useQuery(streamsQuery).data;
  const pipelines = (useStatus()?.pipelines ?? []).map(({ name }) => name).join(" ");
  // The state comes every second; another list would lose what is selected.
  const pages = useMemo(
    () => pagesOf(streams ?? [], pipelines.split(" ").filter(Boolean), navigate),
    [streams, pipelines, navigate],
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
        placeholder: "Go to a stream, a pipeline, a page",
        "aria-label": "Go to",
      }}
    />
  );
}

function pagesOf(
  streams: Stream[],
  pipelines: string[],
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
