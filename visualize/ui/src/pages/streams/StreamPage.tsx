import { Badge, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { StreamTab } from "../../app/router";
import { waitingIn, waitingQuery } from "../../data/quarantine";
import { useMayChange } from "../../data/session";
import { useStreamNow } from "../../data/status";
import { type Stream, streamsQuery } from "../../data/streams";
import { formatCount, formatDuration, formatRate, formatWhole, plural } from "../../design/format";
import { Page, Panel } from "../../design/Page";
import { Sparkline } from "../../design/Sparkline";
import { Stat, Stats } from "../../design/Stat";
import { Failure, Loading } from "../../design/StateView";
import { Missing } from "../missing/Missing";
import { NewPipeline } from "../pipelines/create/NewPipeline";
import { FieldsTab } from "./FieldsTab";
import { LiveTab } from "./LiveTab";
import { QuarantineTab } from "./QuarantineTab";
import { SendTab } from "./SendTab";

const route = getRouteApi("/inside/streams/$name");

export function StreamPage() {
  const { name } = route.useParams();
  const { data, error, refetch } = useQuery(streamsQuery);
  const stream = data?.find((each) => each.name === name);
  if (stream) return <Content key={name} stream={stream} />;
  return (
    <Page title={name} kind="Stream">
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <Missing kind="stream" name={name} others={data.map((each) => each.name)} />
      ) : (
        <Loading label="Loading the stream" />
      )}
    </Page>
  );
}

function Content({ stream }: { stream: Stream }) {
  const counts = useQuery(waitingQuery).data;
  const waiting = counts ? waitingIn(counts, stream.name) : 0;
  const mayChange = useMayChange();
  const { tab = "live" } = route.useSearch();
  const navigate = useNavigate();
  const choose = (chosen: string | null) =>
    void navigate({
      from: "/streams/$name",
      to: ".",
      search: (before) => ({ ...before, tab: chosen === "live" ? undefined : (chosen as StreamTab) }),
      replace: true,
    });
  return (
    <Page
      title={stream.name}
      kind="Stream"
      description={stream.description}
      actions={mayChange && <NewPipeline stream={stream.name} variant="default" />}
    >
      <Numbers stream={stream} />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="live">Live events</Tabs.Tab>
          <Tabs.Tab value="fields">Fields</Tabs.Tab>
          <Tabs.Tab value="quarantine" rightSection={waiting > 0 && <Waiting count={waiting} />}>
            Quarantine
          </Tabs.Tab>
          <Tabs.Tab value="send">Send to it</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="live" pt="md">
          <LiveTab stream={stream} />
        </Tabs.Panel>
        <Tabs.Panel value="fields" pt="md">
          <Panel flush>
            <FieldsTab stream={stream} />
          </Panel>
        </Tabs.Panel>
        <Tabs.Panel value="quarantine" pt="md">
          <QuarantineTab stream={stream} />
        </Tabs.Panel>
        <Tabs.Panel value="send" pt="md">
          <SendTab stream={stream} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Numbers({ stream }: { stream: Stream }) {
  const now = useStreamNow(stream.name);
  return (
    <Stats>
      <Stat
        label="Coming in"
        value={formatRate(now?.eventsPerSecond ?? 0)}
        unit="events/s"
        note="over the last second"
      >
        <Sparkline values={now?.history ?? []} />
      </Stat>
      <Stat
        label="In all"
        value={<span title={formatWhole(now?.events ?? 0)}>{formatCount(now?.events ?? 0)}</span>}
        unit="events"
        note={`in ${stream.partitions ?? 1} partitions${stream.key ? `, by ${stream.key}` : ""}`}
      />
      {stream.id && (
        <Stat
          label="Duplicates"
          value={<span title={formatWhole(now?.duplicates ?? 0)}>{formatCount(now?.duplicates ?? 0)}</span>}
          unit="events"
          note={`sent again with the same ${stream.id}${
            stream.deduplicateWithinSeconds
              ? ` within ${formatDuration(stream.deduplicateWithinSeconds * 1000)}`
              : ""
          }, counted once`}
        />
      )}
      <Stat
        label="Not in the lake yet"
        value={formatCount(now?.archiveLag ?? 0)}
        unit="events"
        tone={now?.archiveError ? "bad" : undefined}
        note={now?.archiveError ?? "queries read them from the log"}
      />
    </Stats>
  );
}

/** How many records wait in quarantine. */
function Waiting({ count }: { count: number }) {
  return (
    <Badge size="xs" color="orange" variant="light" title={`${plural(count, "record")} wait`}>
      {formatCount(count)}
    </Badge>
  );
}
