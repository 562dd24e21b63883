import { Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter, IconPlayerPauseFilled, IconPlayerPlayFilled, IconRipple } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { type LiveEvents, useLiveEvents } from "../../data/events";
import type { Stream } from "../../data/streams";
import { DataGrid, type GridColumn } from "../../design/DataGrid";
import { formatCount } from "../../design/format";
import { Panel } from "../../design/Page";
import { Loading, StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import styles from "./streams.module.css";

const route = getRouteApi("/inside/streams/$name");

/** The fields in the order in which they are looked at: when, which, then the rest. */
function columnsOf({ fields, key, eventTime }: Stream): GridColumn[] {
  const first = (name?: string) => (name === eventTime ? 0 : name === key ? 1 : 2);
  return [...fields]
    .sort((a, b) => first(a.name) - first(b.name))
    .map(({ name = "", type = "", unit }) => ({ name, type, unit }));
}

export function LiveTab({ stream }: { stream: Stream }) {
  const { key } = route.useSearch();
  const [paused, setPaused] = useState(false);
  const live = useLiveEvents(stream.name, key, paused);
  const columns = useMemo(() => columnsOf(stream), [stream]);
  const rows = useMemo(
    () => live.events.map(({ fields }) => columns.map(({ name }) => fields[name])),
    [live.events, columns],
  );
  return (
    <Panel flush>
      <div className={styles.bar}>
        <Button
          variant="default"
          leftSection={paused ? <IconPlayerPlayFilled size={12} /> : <IconPlayerPauseFilled size={12} />}
          onClick={() => setPaused(!paused)}
        >
          {paused ? "Go on" : "Pause"}
        </Button>
        {stream.key && <KeyFilter name={stream.key} value={key} />}
        <span className={styles.state}>
          <State live={live} paused={paused} />
        </span>
      </div>
      <div className={styles.events}>
        <DataGrid
          label={`Events of ${stream.name}, the newest first`}
          columns={columns}
          rows={rows}
          rowKey={(i) => live.events[i]?.id ?? i}
          empty={<Nothing live={live} stream={stream.name} filter={key} />}
        />
      </div>
    </Panel>
  );
}

function KeyFilter({ name, value }: { name: string; value: string | undefined }) {
  const navigate = useNavigate();
  const [text, setText] = useState(value ?? "");
  const apply = useDebouncedCallback(
    (key: string) =>
      void navigate({
        from: "/streams/$name",
        to: ".",
        search: (before) => ({ ...before, key: key || undefined }),
        replace: true,
      }),
    350,
  );
  const change = (next: string) => {
    setText(next);
    apply(next.trim());
  };
  return (
    <TextInput
      size="xs"
      className={styles.filter}
      aria-label={`Only events whose ${name} is`}
      placeholder={`${name} is…`}
      leftSection={<IconFilter size={13} />}
      rightSection={text && <CloseButton size="xs" aria-label="Show all events" onClick={() => change("")} />}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function State({ live: { state, skipped, problem }, paused }: { live: LiveEvents; paused: boolean }) {
  if (paused) return <Status tone="quiet">Paused</Status>;
  switch (state) {
    case "connecting":
      return <Status tone="quiet">Connecting</Status>;
    case "lost":
      return <Status tone="warn">Connecting again</Status>;
    case "ended":
      return (
        <span title={problem}>
          <Status tone="bad">Ended</Status>
        </span>
      );
    case "open":
      return (
        <>
          {skipped > 0 && (
            <span
              className={styles.skipped}
              title="More came than an eye can follow; they are all in the log"
            >
              {formatCount(skipped)} not shown
            </span>
          )}
          <Status tone="good">Live</Status>
        </>
      );
  }
}

function Nothing({ live, stream, filter }: { live: LiveEvents; stream: string; filter: string | undefined }) {
  if (live.state === "ended")
    return (
      <StateView tone="bad" icon={<IconRipple size={22} />} title="No more events follow">
        {live.problem}
      </StateView>
    );
  if (live.state === "connecting") return <Loading label="Loading the events" />;
  return (
    <StateView
      icon={<IconRipple size={22} />}
      title={filter ? `No event of "${filter}" yet` : "No event yet"}
    >
      {filter
        ? "New ones with this key show as they come."
        : `The first one shows here as it comes. "Send to it" has what to paste to send one to ${stream}.`}
    </StateView>
  );
}
