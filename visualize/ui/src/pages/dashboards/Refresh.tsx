import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { formatDuration } from "../../design/format";
import { Time } from "../../design/Time";
import styles from "./dashboards.module.css";

interface RefreshProps {
  dashboard: string;
  /** Seconds from one time to the next; undefined for not by itself. */
  every?: number;
  paused: boolean;
  onPause: (paused: boolean) => void;
  /** When rows came last, in milliseconds since 1970. */
  updated?: number;
}

/** When the panels were asked, asking them again, and stopping that. */
export function Refresh({ dashboard, every, paused, onPause, updated }: RefreshProps) {
  const client = useQueryClient();
  const queryKey = ["panel", dashboard];
  const asking = useIsFetching({ queryKey }) > 0;
  return (
    <>
      <span className={styles.updated}>
        {updated === undefined ? (
          "Not asked yet"
        ) : (
          <>
            Updated <Time at={new Date(Math.floor(updated / 1000) * 1000)} />
          </>
        )}
        {every !== undefined && (paused ? ", paused" : `, every ${formatDuration(every * 1000)}`)}
      </span>
      {every !== undefined && (
        <Tooltip label={paused ? "Go on" : "Pause"}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={paused ? "Go on" : "Pause"}
            onClick={() => onPause(!paused)}
          >
            {paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Ask again">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Ask again"
          onClick={() => void client.refetchQueries({ queryKey, type: "active" })}
        >
          <IconRefresh
            size={15}
            className={styles.turning}
            data-turning={(asking && every === undefined) || undefined}
          />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
