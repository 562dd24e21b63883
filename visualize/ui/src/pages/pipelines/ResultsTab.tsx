import { SegmentedControl } from "@mantine/core";
import { IconTableOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Pipeline } from "../../data/pipelines";
import { columnsQuery, latestRows } from "../../data/relations";
import { ask } from "../../data/sql";
import { DataGrid } from "../../design/DataGrid";
import { Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import styles from "./pipelines.module.css";

const EVERY_MILLIS = 2000;

/** The newest rows of what a pipeline writes. */
export function ResultsTab({ pipeline }: { pipeline: Pipeline }) {
  const names = pipeline.to.map(({ name = "" }) => name);
  const [chosen, setChosen] = useState(names[0] ?? "");
  const columns = useQuery(columnsQuery(chosen));
  const sql = columns.data && latestRows(chosen, columns.data);
  const rows = useQuery({
    queryKey: ["latest", sql],
    queryFn: ({ signal }) => ask(sql ?? "", signal),
    enabled: sql !== undefined,
    refetchInterval: EVERY_MILLIS,
  });
  // What was there before stays while nobody answers.
  const error = rows.data ? null : (columns.error ?? rows.error);
  return (
    <Panel
      flush
      title="Newest rows"
      aside={
        <span className={styles.resultAside}>
          {names.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label="Output"
              data={names}
              value={chosen}
              onChange={setChosen}
            />
          )}
          {sql && (
            <Link to="/explore" search={{ sql }}>
              Open in Explore
            </Link>
          )}
        </span>
      }
    >
      {error ? (
        <Failure error={error} retry={() => void (columns.error ? columns.refetch() : rows.refetch())} />
      ) : rows.data ? (
        <div className={styles.rows}>
          <DataGrid
            label={`The newest rows of ${chosen}`}
            columns={rows.data.columns}
            rows={rows.data.rows}
            empty={
              <StateView icon={<IconTableOff size={22} />} title={`${chosen} has no rows yet`}>
                {pipeline.watermark
                  ? "Rows of a window come when it closes: when the watermark has passed its end."
                  : "Rows come when there is something that they are made of."}
              </StateView>
            }
          />
        </div>
      ) : (
        <Loading label="Loading the newest rows" />
      )}
    </Panel>
  );
}
