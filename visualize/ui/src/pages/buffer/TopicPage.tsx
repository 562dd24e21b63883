import { Badge, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { TopicTab } from "../../app/router";
import { type Topic, type Topics, topicsQuery } from "../../data/topics";
import { formatBytes, formatCount, formatWhole, plural } from "../../design/format";
import { Page, Panel } from "../../design/Page";
import { Stat, Stats } from "../../design/Stat";
import { Failure, Loading } from "../../design/StateView";
import { Missing } from "../missing/Missing";
import { keptFor, lagOf } from "./BufferPage";
import { Clients } from "./Clients";
import { ListenerState } from "./ListenerSwitch";
import { PartitionsTab } from "./PartitionsTab";
import { ReadersTab } from "./ReadersTab";
import { RecordsTab } from "./RecordsTab";

const route = getRouteApi("/inside/buffer/$topic");
const KIND = <Link to="/buffer">Buffer</Link>;

/** A topic of the log and what is in it. */
export function TopicPage() {
  const { topic: name } = route.useParams();
  const { data, error, refetch } = useQuery(topicsQuery);
  const topic = data?.topics.find((each) => each.name === name);
  if (data && topic) return <Content key={name} topic={topic} log={data} />;
  return (
    <Page title={name} kind={KIND}>
      <Panel flush>
        {data ? (
          <Missing kind="topic" name={name} others={data.topics.map((each) => each.name)} />
        ) : error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the topic" />
        )}
      </Panel>
    </Page>
  );
}

function Content({ topic, log }: { topic: Topic; log: Topics }) {
  const { tab = "records" } = route.useSearch();
  const navigate = useNavigate();
  const choose = (chosen: string | null) =>
    void navigate({
      from: "/buffer/$topic",
      to: ".",
      search: (before) => ({ ...before, tab: chosen === "records" ? undefined : (chosen as TopicTab) }),
      replace: true,
    });
  return (
    <Page title={topic.name} kind={KIND} description={<Origin topic={topic} />}>
      <Numbers topic={topic} />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="records">Records</Tabs.Tab>
          <Tabs.Tab value="partitions">Partitions</Tabs.Tab>
          <Tabs.Tab
            value="readers"
            rightSection={
              <Badge size="xs" variant="light" color="gray">
                {topic.readers.length}
              </Badge>
            }
          >
            Readers
          </Tabs.Tab>
          <Tabs.Tab value="clients">Kafka clients</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="records" pt="md">
          <RecordsTab topic={topic} />
        </Tabs.Panel>
        <Tabs.Panel value="partitions" pt="md">
          <PartitionsTab topic={topic} />
        </Tabs.Panel>
        <Tabs.Panel value="readers" pt="md">
          <ReadersTab topic={topic} />
        </Tabs.Panel>
        <Tabs.Panel value="clients" pt="md">
          <Panel title="Kafka clients" aside={<ListenerState {...log} />}>
            <Clients where={log} topic={topic.name} writable={topic.kind === "stream"} />
          </Panel>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Origin({ topic: { name, kind } }: { topic: Topic }) {
  if (kind !== "stream") return <>A topic that a pipeline writes.</>;
  return (
    <>
      The log of the stream{" "}
      <Link to="/streams/$name" params={{ name }}>
        {name}
      </Link>
      .
    </>
  );
}

function Numbers({ topic }: { topic: Topic }) {
  const lag = lagOf(topic);
  const slowest = topic.readers.find((reader) => reader.lag === lag);
  return (
    <Stats>
      <Stat
        label="Records"
        value={<span title={formatWhole(topic.records)}>{formatCount(topic.records)}</span>}
        note={`in ${plural(topic.partitions.length, "partition")}`}
      />
      <Stat
        label="Size"
        value={topic.bytes === undefined ? "—" : formatBytes(topic.bytes)}
        note={topic.bytes === undefined ? "nobody knows" : "on the disk"}
      />
      <Stat
        label="Kept for"
        value={keptFor(topic)}
        note={topic.keepSeconds === undefined ? undefined : "at least, and until archived and read"}
      />
      <Stat
        label="Largest lag"
        value={topic.readers.length > 0 ? formatCount(lag) : "—"}
        unit={topic.readers.length > 0 ? "records" : undefined}
        note={
          topic.readers.length === 0
            ? "nobody reads it"
            : lag > 0
              ? `${slowest?.kind} ${slowest?.name}`
              : "everybody is up to date"
        }
      />
    </Stats>
  );
}
