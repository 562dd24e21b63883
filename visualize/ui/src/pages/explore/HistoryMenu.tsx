import { Button, Menu, ScrollArea } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { type Asked, clearHistory, useHistory } from "../../data/history";
import { formatDuration, plural } from "../../design/format";
import { Ago } from "../../design/Time";
import styles from "./ExplorePage.module.css";

function outcome({ rows, millis, error }: Asked): string {
  if (error !== undefined) return error;
  return `${plural(rows ?? 0, "row")} in ${formatDuration(millis ?? 0)}`;
}

/** What was asked in this browser before. */
export function HistoryMenu({ onChoose }: { onChoose: (sql: string) => void }) {
  const history = useHistory();
  return (
    <Menu position="bottom-end" width={460} withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconHistory size={14} />}>
          History
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw="calc(100vw - 24px)">
        {history.length === 0 ? (
          <Menu.Label>What you ask shows here. It stays in this browser.</Menu.Label>
        ) : (
          <>
            <ScrollArea.Autosize mah={380} type="auto">
              {history.map((asked) => (
                <Menu.Item key={asked.at} onClick={() => onChoose(asked.sql)}>
                  <span className={`mono ${styles.asked}`}>{asked.sql.replace(/\s+/g, " ")}</span>
                  <span className={styles.outcome} data-bad={asked.error !== undefined || undefined}>
                    <Ago at={new Date(asked.at).toISOString()} />
                    <span>{outcome(asked)}</span>
                  </span>
                </Menu.Item>
              ))}
            </ScrollArea.Autosize>
            <Menu.Divider />
            <Menu.Item onClick={clearHistory}>Forget all of it</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
