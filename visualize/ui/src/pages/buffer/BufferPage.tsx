import { Badge, Select } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Topic, type Topics, topicsQuery } from "../../data/topics";
import { formatBytes, formatCount, formatDuration, plural } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Page, Panel } from "../../design/Page";
import { Stat, Stats } from "../../design/Stat";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Clients } from "./Clients";
import { ListenerState } from "./ListenerSwitch";

/** The log: its topics, and how Kafka's clients come in. */
export function BufferPage() {
  const { data, error, refetch } = useQuery(topicsQuery);
  return (
    <Page
      title="Buffer"
      description="The log, in Kafka: what comes in and what pipelines put out, in order, to be read again."
    >
      {data ? (
        <Content log={data} />
      ) : (
        <Panel flush>
          {error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading lines={6} label="Loading the topics" />
          )}
        </Panel>
      )}
    </Page>
  );
}

/** The most that anybody is behind in a topic. */
export function lagOf({ readers }: Pick<Topic, "readers">): number {
  return Math.max(0, ...readers.map(({ lag }) => lag));
}

function Content({ log }: { log: Topics }) {
  const { topics } = log;
  const sum = (of: (topic: Topic) => number) => topics.reduce((total, topic) => total + of(topic), 0);
  const lag = Math.max(0, ...topics.map(lagOf));
  const behind = topics.find((topic) => lagOf(topic) === lag)?.readers.find((reader) => reader.lag === lag);
  return (
    <>
      <Stats>
        <Stat
          label="Topics"
          value={topics.length}
          note={`in ${plural(
            sum(({ partitions }) => partitions.length),
            "partition",
          )}`}
        />
        <Stat
          label="Records"
          value={formatCount(sum(({ records }) => records))}
          note={`${formatBytes(sum(({ bytes }) => bytes ?? 0))} on the disk`}
        />
        <Stat
          label="Largest lag"
          value={formatCount(lag)}
          unit="records"
          note={lag > 0 && behind ? `${behind.kind} ${behind.name}` : "everybody is up to date"}
        />
        <Stat
          label="Kafka clients"
          value={log.cluster ? "outside" : log.listener ? "on" : "off"}
          note={log.cluster ?? listenerNote(log)}
        />
      </Stats>
      <Panel flush title="Topics">
        {topics.length > 0 ? (
          <TopicList topics={topics} />
        ) : (
          <StateView icon={<IconStack2 size={22} />} title="The log has no topics">
            Each stream of the project has one, and each topic that a pipeline writes to.
          </StateView>
        )}
      </Panel>
      <ClientsPanel log={log} />
    </>
  );
}

function listenerNote({ listener, next }: Topics): string {
  if (next) return `${next.enabled ? "on" : "off"} after the next start`;
  return listener?.address ?? "nobody is let in";
}

function ClientsPanel({ log }: { log: Topics }) {
  const { topics, listener, cluster } = log;
  const [chosen, setChosen] = useState<string>();
  const topic = topics.find(({ name }) => name === chosen) ?? topics[0];
  return (
    <Panel title="Kafka clients" aside={<ListenerState {...log} />}>
      {listener && !cluster && topics.length > 1 && (
        <Select
          size="xs"
          w={240}
          mb="md"
          label="Topic"
          allowDeselect={false}
          data={topics.map(({ name }) => name)}
          value={topic?.name ?? null}
          onChange={(name) => setChosen(name ?? undefined)}
        />
      )}
      <Clients where={log} topic={topic?.name ?? "TOPIC"} writable={topic?.kind !== "result"} />
    </Panel>
  );
}

const COLUMNS = [
  { title: "Topic" },
  { title: "Partitions", right: true },
  { title: "Records", right: true },
  { title: "Size", right: true },
  { title: "Kept for" },
  { title: "Readers" },
  { title: "Largest lag", right: true },
];

/** How long records stay, for a person. */
export function keptFor({ keepSeconds }: Topic): string {
  return keepSeconds === undefined ? "as the cluster says" : formatDuration(keepSeconds * 1000);
}

function TopicList({ topics }: { topics: Topic[] }) {
  return (
    <List label="Topics" links columns={COLUMNS}>
      {topics.map((topic) => (
        <tr key={topic.name}>
          <td>
            <Link to="/buffer/$topic" params={{ topic: topic.name }} className={list.name}>
              {topic.name}
            </Link>{" "}
            <Badge size="xs" variant="light" color={topic.kind === "stream" ? undefined : "gray"}>
              {topic.kind}
            </Badge>
          </td>
          <td className="number" data-right>
            {topic.partitions.length}
          </td>
          <td className="number" data-right>
            {formatCount(topic.records)}
          </td>
          <td className="number" data-right>
            {topic.bytes === undefined ? "—" : formatBytes(topic.bytes)}
          </td>
          <td>{keptFor(topic)}</td>
          <td>{topic.readers.length > 0 ? plural(topic.readers.length, "reader") : "nobody"}</td>
          <td className="number" data-right>
            {topic.readers.length > 0 ? formatCount(lagOf(topic)) : "—"}
          </td>
        </tr>
      ))}
    </List>
  );
}
