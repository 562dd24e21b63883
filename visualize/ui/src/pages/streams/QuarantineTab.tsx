import { Alert, Button, Modal, Textarea, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronRight, IconShieldCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Quarantined,
  quarantineQuery,
  type Replayed,
  useDiscard,
  useReplay,
} from "../../data/quarantine";
import { useSession } from "../../data/session";
import type { Stream } from "../../data/streams";
import { plural } from "../../design/format";
import { Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Time } from "../../design/Time";
import styles from "./QuarantineTab.module.css";

/** What was kept out of a stream, why, and the way back in. */
export function QuarantineTab({ stream }: { stream: Stream }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    quarantineQuery(stream.name),
  );
  const mayChange = useSession()?.role !== "viewer";
  const replay = useReplay(stream.name);
  if (!data)
    return (
      <Panel flush>
        {error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the quarantine" />
        )}
      </Panel>
    );
  const records = data.pages.flatMap((page) => page.records);
  return (
    <Panel
      flush
      title="Kept out of the stream"
      aside={
        mayChange && records.length > 0 ? (
          <span className={styles.actions}>
            <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate({})}>
              Judge all anew
            </Button>
            <DiscardAll stream={stream.name} />
          </span>
        ) : undefined
      }
    >
      {replay.data && <Outcome outcome={replay.data} />}
      {replay.error && <Failure error={replay.error} />}
      {records.length === 0 ? (
        <StateView icon={<IconShieldCheck size={22} />} title="Nothing is in quarantine">
          A record that is no event of {stream.name}, or that breaks one of its quality rules, waits here with
          its reason.
        </StateView>
      ) : (
        <ul className={styles.records}>
          {records.map((record) => (
            <li key={record.id}>
              <Entry stream={stream.name} record={record} mayChange={mayChange} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className={styles.more}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Outcome({ outcome: { replayed, stayed } }: { outcome: Replayed }) {
  return (
    <Alert
      className={styles.outcome}
      color={stayed > 0 ? "orange" : "green"}
      icon={<IconCheck size={16} />}
      role="status"
    >
      {plural(replayed, "record")} let in
      {stayed > 0 ? `, ${plural(stayed, "record")} stayed for the reasons below.` : "."}
    </Alert>
  );
}

function Entry({ stream, record, mayChange }: { stream: string; record: Quarantined; mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton className={styles.entry} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} aria-hidden className={styles.chevron} data-open={open || undefined} />
        <span className={styles.reason}>{record.message}</span>
        <span className={`mono ${styles.code}`}>{record.rule ?? record.code}</span>
        <span className={styles.time}>
          <Time at={record.appended} />
        </span>
      </UnstyledButton>
      {open && <Correction stream={stream} record={record} mayChange={mayChange} />}
    </>
  );
}

/** JSON as it is edited; what is none is left as it was sent. */
function editable(event: string): string {
  try {
    return JSON.stringify(JSON.parse(event), null, 2);
  } catch {
    return event;
  }
}

function problemIn(text: string): string | undefined {
  try {
    const event: unknown = JSON.parse(text);
    return typeof event === "object" && event !== null && !Array.isArray(event)
      ? undefined
      : "An event is a JSON object.";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function Correction({
  stream,
  record,
  mayChange,
}: {
  stream: string;
  record: Quarantined;
  mayChange: boolean;
}) {
  const replay = useReplay(stream);
  const discard = useDiscard(stream);
  const [text, setText] = useState(() => editable(record.event));
  const problem = problemIn(text);
  const stayed = replay.data?.reasons.find(({ id }) => id === record.id);
  return (
    <div className={styles.correction}>
      {record.hint && <p className={styles.hint}>{record.hint}</p>}
      <Textarea
        label={`Event at ${record.id}`}
        autosize
        minRows={3}
        maxRows={16}
        readOnly={!mayChange}
        classNames={{ input: styles.event }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={problem ?? (stayed && [stayed.message, stayed.hint].filter(Boolean).join(". "))}
      />
      {replay.error && <Failure error={replay.error} />}
      {discard.error && <Failure error={discard.error} />}
      {mayChange && (
        <div className={styles.actions}>
          <Button
            disabled={problem !== undefined}
            loading={replay.isPending}
            onClick={() => replay.mutate({ id: record.id, event: text })}
          >
            Let it in like this
          </Button>
          <Button
            variant="subtle"
            color="red"
            loading={discard.isPending}
            onClick={() => discard.mutate(record.id)}
          >
            Discard
          </Button>
        </div>
      )}
    </div>
  );
}

function DiscardAll({ stream }: { stream: string }) {
  const discard = useDiscard(stream);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        Discard all
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Discard the quarantine of ${stream}?`}
        centered
      >
        <p className={styles.hint}>
          All records that wait there go. They stay in the log, but not in any list.
        </p>
        {discard.error && <Failure error={discard.error} />}
        <div className={styles.actions}>
          <Button
            color="red"
            loading={discard.isPending}
            onClick={() => discard.mutate(undefined, { onSuccess: () => setAsking(false) })}
          >
            Discard all
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep them
          </Button>
        </div>
      </Modal>
    </>
  );
}
