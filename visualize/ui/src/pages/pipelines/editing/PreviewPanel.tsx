import { SegmentedControl } from "@mantine/core";
import { IconTableOff } from "@tabler/icons-react";
import { useState } from "react";
import { ApiError } from "../../../data/errors";
import type { Preview } from "../../../data/project";
import { DataGrid } from "../../../design/DataGrid";
import { formatWhole, plural } from "../../../design/format";
import { Panel } from "../../../design/Page";
import { Failure, Loading, StateView } from "../../../design/StateView";
import { Time } from "../../../design/Time";
import { PlanSteps } from "../PlanSteps";
import styles from "./editing.module.css";

interface PreviewPanelProps {
  preview: Preview | undefined;
  running: boolean;
  error: unknown;
  /** Whether the text was changed since. */
  stale: boolean;
  onRetry: () => void;
}

/** What the pipeline would give for the events that came last. */
export function PreviewPanel({ preview, running, error, stale, onRetry }: PreviewPanelProps) {
  const [view, setView] = useState("rows");
  return (
    <Panel
      flush={view === "rows"}
      title="Preview"
      aside={
        preview && (
          <SegmentedControl
            size="xs"
            aria-label="What of the preview is shown"
            value={view}
            onChange={setView}
            data={[
              { value: "rows", label: "Rows" },
              { value: "plan", label: "Plan" },
            ]}
          />
        )
      }
    >
      {running ? (
        <Loading lines={6} label="The preview runs" />
      ) : error instanceof ApiError && error.problems ? (
        <StateView icon={<IconTableOff size={22} />} title="No preview while there are mistakes">
          They are listed above.
        </StateView>
      ) : error ? (
        <Failure error={error} retry={onRetry} />
      ) : preview && view === "plan" ? (
        <PlanSteps explanation={preview.explanation} />
      ) : (
        preview && <Rows preview={preview} stale={stale} />
      )}
    </Panel>
  );
}

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** The platform's words, in which times stand as people here read them. */
function withTimes(text: string) {
  return (
    text
      .split(INSTANT)
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that stays as it is
      .map((part, i) => (i % 2 === 1 ? <Time key={i} at={part} /> : part))
  );
}

function Rows({ preview, stale }: { preview: Preview; stale: boolean }) {
  const { columns, rows, more, read, notes } = preview;
  return (
    <>
      <div className={styles.about}>
        <p role="status">
          <strong>
            {more ? "The latest " : ""}
            {plural(rows.length, "row")}
          </strong>{" "}
          {stale && "for the text as it was before your last change"}
        </p>
        <ul>
          {read.map(({ stream, events, from, to }) => (
            <li key={stream}>
              Read {formatWhole(events)} of the last events of {stream}
              {from && to && (
                <>
                  , from <Time at={from} /> to <Time at={to} />
                </>
              )}
            </li>
          ))}
          {notes.map((note) => (
            <li key={note}>{withTimes(note)}</li>
          ))}
        </ul>
      </div>
      <div className={styles.rows}>
        <DataGrid
          label="Rows of the preview"
          columns={columns}
          rows={rows}
          empty={
            <StateView icon={<IconTableOff size={22} />} title="It gives no rows for these events">
              Read more of them, or look at what its conditions leave out.
            </StateView>
          }
        />
      </div>
    </>
  );
}
