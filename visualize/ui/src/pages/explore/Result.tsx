import { Button, SegmentedControl } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBan,
  IconDatabaseSearch,
  IconDownload,
  IconLayoutDashboard,
  IconTableOff,
} from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { ApiError } from "../../data/errors";
import { useMayChange } from "../../data/session";
import type { Answer, Asking } from "../../data/sql";
import { DataGrid, type Sort } from "../../design/DataGrid";
import { formatDuration, plural } from "../../design/format";
import { Failure, Loading, StateView } from "../../design/StateView";
import { ChartView, useChartChoice } from "./ChartView";
import { download, toCsv } from "./csv";
import styles from "./ExplorePage.module.css";
import { nextSort, sortRows } from "./sort";

const AddToDashboard = lazy(() =>
  import("./panel/AddToDashboard").then((module) => ({ default: module.AddToDashboard })),
);

interface ResultProps {
  asking: Asking;
  view: "table" | "chart";
  /** The question that was asked. */
  sql: string;
  onView: (view: "table" | "chart") => void;
  onRetry: () => void;
}

/** What a question gave, in each of its states. */
export function Result({ asking, view, sql, onView, onRetry }: ResultProps) {
  switch (asking.state) {
    case "idle":
      return (
        <StateView icon={<IconDatabaseSearch size={22} />} title="Ask something">
          Streams are tables with every event to the last; pipelines write tables of their own. Press a name
          beside the editor to see its columns.
        </StateView>
      );
    case "running":
      return <Loading lines={7} label="The query runs" />;
    case "cancelled":
      return <StateView icon={<IconBan size={22} />} title="Cancelled" />;
    case "failed":
      return <Refused error={asking.error} onRetry={onRetry} />;
    case "done":
      return <Rows answer={asking.answer} sql={sql} view={view} onView={onView} />;
  }
}

/** A mistake in the query needs other words, not another try. */
function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status >= 500) return <Failure error={error} retry={onRetry} />;
  return (
    <StateView tone="bad" icon={<IconAlertTriangle size={22} />} title={error.message}>
      {error.detail && <p className={styles.line}>{error.detail}</p>}
      {error.hint && <p className={styles.line}>{error.hint}</p>}
    </StateView>
  );
}

function Rows({ answer, sql, view, onView }: Omit<ResultProps, "asking" | "onRetry"> & { answer: Answer }) {
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const [choice, choose] = useChartChoice(answer);
  const [sort, setSort] = useState<Sort>();
  const rows = useMemo(() => sortRows(answer, sort), [answer, sort]);
  return (
    <div className={styles.rows}>
      <div className={styles.resultBar}>
        <SegmentedControl
          size="xs"
          aria-label="How the rows are shown"
          value={view}
          onChange={(value) => onView(value === "chart" ? "chart" : "table")}
          data={[
            { value: "table", label: "Table" },
            { value: "chart", label: "Chart" },
          ]}
        />
        <span className={`number ${styles.count}`} role="status">
          {plural(answer.rows.length, "row")} in {formatDuration(answer.millis)}
        </span>
        <Button
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={answer.rows.length === 0}
          onClick={() => download("thalweg.csv", toCsv({ columns: answer.columns, rows }))}
        >
          CSV
        </Button>
        {mayChange && (
          <Button
            variant="default"
            leftSection={<IconLayoutDashboard size={14} />}
            onClick={() => setAdding(true)}
          >
            Add to a dashboard
          </Button>
        )}
      </div>
      {adding && (
        <Suspense>
          <AddToDashboard
            sql={sql}
            answer={answer}
            view={view}
            choice={choice}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
      {view === "chart" ? (
        <ChartView answer={answer} choice={choice} onChoose={choose} />
      ) : (
        <div className={styles.table}>
          <DataGrid
            label="Rows"
            columns={answer.columns}
            rows={rows}
            sort={sort}
            onSort={(column) => setSort(nextSort(sort, column))}
            empty={<StateView icon={<IconTableOff size={22} />} title="The query gives no rows" />}
          />
        </div>
      )}
    </div>
  );
}
