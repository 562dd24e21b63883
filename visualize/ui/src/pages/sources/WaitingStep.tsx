import { Alert, Button } from "@mantine/core";
import { IconCheck, IconDatabaseSearch, IconKey, IconRipple, IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useLiveEvents } from "../../data/events";
import { someRows } from "../../data/relations";
import { useSend } from "../../data/send";
import { useSession } from "../../data/session";
import { type Stream, streamsQuery } from "../../data/streams";
import { DataGrid } from "../../design/DataGrid";
import { wordsOf } from "../../design/Form";
import { plural } from "../../design/format";
import { Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import { NewTokenDialog } from "../access/NewTokenDialog";
import { Snippets } from "../streams/Snippets";
import { sampleEvent } from "../streams/sample";
import type { Sample } from "./guess/cells";
import { eventsOf } from "./guess/events";
import type { StreamDraft } from "./guess/guess";
import styles from "./sources.module.css";

interface WaitingStepProps {
  name: string;
  /** What the stream was made from; gone after a reload. */
  made?: { sample: Sample; draft: StreamDraft };
}

/** The stream is there: says how to send to it, and shows the first event as it comes. */
export function WaitingStep({ name, made }: WaitingStepProps) {
  const { data, error, refetch } = useQuery(streamsQuery);
  const stream = data?.find((each) => each.name === name);
  if (stream) return <Waiting stream={stream} made={made} />;
  return (
    <Panel flush>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <StateView icon={<IconRipple size={22} />} title={`There is no stream "${name}"`}>
          <Link to="/sources/new">Begin with a sample</Link>
        </StateView>
      ) : (
        <Loading label="Loading the stream" />
      )}
    </Panel>
  );
}

function Waiting({ stream, made }: { stream: Stream; made: WaitingStepProps["made"] }) {
  const live = useLiveEvents(stream.name, undefined, false);
  const arrived = live.events.length > 0;
  const example = useMemo(() => {
    const [first] = made ? eventsOf(made.sample.events.slice(0, 1), made.draft) : [];
    const event: Record<string, unknown> = first ?? sampleEvent(stream);
    return stream.eventTime ? { ...event, [stream.eventTime]: new Date().toISOString() } : event;
  }, [stream, made]);
  return (
    <>
      <Panel flush title={arrived ? "It arrives" : `Waiting for the first event of ${stream.name}`}>
        <div role="status" aria-live="polite" className={styles.arrival} data-arrived={arrived || undefined}>
          <span className={styles.drop} aria-hidden>
            {arrived ? <IconCheck size={22} /> : <IconRipple size={22} />}
          </span>
          <div>
            <p className={styles.arrivalTitle}>
              {arrived
                ? `The first event of ${stream.name} is here`
                : live.state === "ended"
                  ? "No more events follow"
                  : live.state === "lost"
                    ? "The platform does not answer; this goes on by itself"
                    : `${stream.name} takes events now`}
            </p>
            <p className={styles.arrivalText}>
              {arrived
                ? "From now on it can be asked, and pipelines can read it."
                : (live.problem ??
                  "Send one as below, or from where the events are. It shows here as it comes.")}
            </p>
          </div>
          {arrived && (
            <div className={styles.onwards}>
              <Button
                renderRoot={(props) => <Link to="/streams/$name" params={{ name: stream.name }} {...props} />}
                leftSection={<IconRipple size={14} />}
              >
                Open the stream
              </Button>
              <Button
                variant="default"
                renderRoot={(props) => (
                  <Link to="/explore" search={{ sql: someRows(stream.name) }} {...props} />
                )}
                leftSection={<IconDatabaseSearch size={14} />}
              >
                Ask it in SQL
              </Button>
            </div>
          )}
        </div>
        {arrived && (
          <div className={styles.events}>
            <DataGrid
              label={`Events of ${stream.name}, the newest first`}
              columns={stream.fields.map(({ name = "", type = "", unit }) => ({ name, type, unit }))}
              rows={live.events.map(({ fields }) => stream.fields.map(({ name = "" }) => fields[name]))}
              rowKey={(i) => live.events[i]?.id ?? i}
            />
          </div>
        )}
      </Panel>
      <Panel title="Send to it">
        <TokenHint stream={stream} event={example} />
        <Snippets stream={stream.name} event={example} />
        {made && <SendSample stream={stream.name} made={made} />}
      </Panel>
    </>
  );
}

/** Who sends needs a token; a device's is good for events with its own key alone. */
function TokenHint({ stream, event }: { stream: Stream; event: Record<string, unknown> }) {
  const isAdministrator = useSession()?.role === "administrator";
  const [asking, setAsking] = useState(false);
  const device = String((stream.key && event[stream.key]) ?? "");
  const role = device === "" ? "--role engineer" : `--role device --device ${quoted(device)}`;
  return (
    <>
      <p className={styles.intro}>
        Who sends needs a token{device !== "" && ", and a device's is good for events with its own key alone"}
        .{!isAdministrator && " An administrator makes one."} By the command line it is{" "}
        <code>thalweg token {role}</code>. The code below reads it from <code>THALWEG_TOKEN</code>.
      </p>
      {isAdministrator && (
        <>
          <Button
            variant="default"
            mb="md"
            leftSection={<IconKey size={14} />}
            onClick={() => setAsking(true)}
          >
            Make a token
          </Button>
          <NewTokenDialog
            opened={asking}
            onClose={() => setAsking(false)}
            wanted={device === "" ? { role: "engineer" } : { role: "device", device }}
            example={{ stream: stream.name, event }}
          />
        </>
      )}
    </>
  );
}

/** A word for a shell. */
function quoted(word: string): string {
  return /^[\w.:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function SendSample({ stream, made }: { stream: string; made: NonNullable<WaitingStepProps["made"]> }) {
  const events = useMemo(() => eventsOf(made.sample.events, made.draft), [made]);
  const send = useSend(stream);
  return (
    <div className={styles.sendSample}>
      <Button
        variant="default"
        leftSection={<IconSend size={14} />}
        loading={send.isPending}
        onClick={() => send.mutate(events)}
      >
        Send the sample itself
      </Button>
      <span className={styles.intro}>
        {plural(events.length, "event")}, as you, to see that it fits. They stay in the stream.
      </span>
      {send.error && (
        <Alert color="red" role="alert" className={styles.outcome}>
          {wordsOf(send.error)}
        </Alert>
      )}
      {send.data?.rejected === 0 && (
        <span role="status">
          <Status tone="good">{plural(send.data.accepted, "event")} accepted</Status>
        </span>
      )}
      {send.data && send.data.rejected > 0 && (
        <Alert
          color="orange"
          role="status"
          className={styles.outcome}
          title={`${plural(send.data.accepted, "event")} accepted, ${send.data.rejected} refused`}
        >
          {send.data.errors.slice(0, 5).map(({ index, message, hint }) => (
            <p key={index} className={styles.refusal}>
              Event {index + 1}: {message}. {hint}
            </p>
          ))}
        </Alert>
      )}
    </div>
  );
}
