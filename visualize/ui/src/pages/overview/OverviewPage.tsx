import { Button, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus, IconRipple } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { pipelinesQuery } from "../../data/pipelines";
import { waitingQuery } from "../../data/quarantine";
import { useMayChange } from "../../data/session";
import { type Status, useStatus } from "../../data/status";
import { streamsQuery } from "../../data/streams";
import { formatCount, formatRate, plural } from "../../design/format";
import { Page, Panel } from "../../design/Page";
import { Sparkline } from "../../design/Sparkline";
import { Stat, Stats } from "../../design/Stat";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Status as StatusMark } from "../../design/Status";
import { type Concern, concernsOf } from "./attention";
import styles from "./OverviewPage.module.css";
import { RiverGraph } from "./RiverGraph";
import { RiverList } from "./RiverList";
import { riverOf } from "./river";

export function OverviewPage() {
  const streams = useQuery(streamsQuery);
  const pipelines = useQuery(pipelinesQuery);
  const status = useStatus();
  const error = streams.error ?? (status ? null : pipelines.error);
  return (
    <Page title="Overview">
      {error && !(streams.data && status) ? (
        <Failure
          error={error}
          retry={() => {
            void streams.refetch();
            void pipelines.refetch();
          }}
        />
      ) : streams.data && status ? (
        <Flow streams={streams.data} status={status} />
      ) : (
        <Loading lines={8} label="Loading the overview" />
      )}
    </Page>
  );
}

function Flow({ streams, status }: { streams: NonNullable<Parameters<typeof riverOf>[0]>; status: Status }) {
  const narrow = useMediaQuery("(max-width: 760px)", window.innerWidth <= 760, {
    getInitialValueInEffect: false,
  });
  const river = useMemo(() => riverOf(streams, status), [streams, status]);
  const quality = useQuery(waitingQuery).data;
  const concerns = useMemo(() => concernsOf(status, quality), [status, quality]);
  if (streams.length === 0) return <Empty />;
  return (
    <>
      <Numbers status={status} streams={streams.length} concerns={concerns} />
      {concerns.length > 0 && <Attention concerns={concerns} />}
      <Panel title="The river" flush={!narrow} aside="events per second">
        {narrow ? <RiverList river={river} /> : <RiverGraph river={river} />}
      </Panel>
    </>
  );
}

function Numbers({ status, streams, concerns }: { status: Status; streams: number; concerns: Concern[] }) {
  const running = status.pipelines.filter(({ state }) => state === "RUNNING").length;
  const lag = status.pipelines.reduce((most, each) => Math.max(most, each.lag), 0);
  return (
    <Stats>
      <Stat
        label="Coming in"
        value={formatRate(status.total.eventsPerSecond)}
        unit="events/s"
        note={`into ${plural(streams, "stream")}`}
      >
        <Sparkline values={status.total.history} />
      </Stat>
      <Stat
        label="Pipelines running"
        value={`${running}`}
        unit={`of ${status.pipelines.length}`}
        tone={running < status.pipelines.length ? "bad" : undefined}
        note={
          running < status.pipelines.length
            ? `${status.pipelines.length - running} not running`
            : "all of them"
        }
      />
      <Stat label="Largest lag" value={formatCount(lag)} unit="events" note="of the slowest pipeline" />
      <Stat
        label="Needs attention"
        value={String(concerns.length)}
        tone={
          concerns.length > 0 ? (concerns.some(({ tone }) => tone === "bad") ? "bad" : "warn") : undefined
        }
        note={concerns.length > 0 ? "listed below" : "all is well"}
      />
    </Stats>
  );
}

function Attention({ concerns }: { concerns: Concern[] }) {
  return (
    <Panel title="Needs attention" flush>
      <ul className={styles.concerns}>
        {concerns.map(({ kind, name, tone, label, text, tab }) => (
          <li key={`${kind} ${name} ${label}`}>
            <StatusMark tone={tone}>{label}</StatusMark>
            {kind === "pipeline" ? (
              <Link to="/pipelines/$name" params={{ name }}>
                {name}
              </Link>
            ) : (
              <Link to="/streams/$name" params={{ name }} search={{ tab }}>
                {name}
              </Link>
            )}
            <Text size="sm" c="dimmed" lineClamp={2}>
              {text}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Empty() {
  const mayChange = useMayChange();
  return (
    <Panel>
      <StateView
        icon={<IconRipple size={22} />}
        title="Nothing flows yet"
        action={
          mayChange && (
            <Button component={Link} to="/sources/new" leftSection={<IconPlus size={14} />}>
              New source
            </Button>
          )
        }
      >
        This project has no streams. One is made from a sample of its events, or as a YAML file in the folder
        streams/.
      </StateView>
    </Panel>
  );
}
