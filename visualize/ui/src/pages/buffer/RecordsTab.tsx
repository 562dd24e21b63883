import { Button, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconInbox, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Records, recordsQuery, type Topic } from "../../data/topics";
import { formatCount, formatWhole, plural } from "../../design/format";
import { Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import styles from "./buffer.module.css";
import { JumpTo } from "./JumpTo";
import { fullest, newerThan, offsetOf, olderThan, type Place } from "./place";
import { RecordList } from "./RecordList";

const route = getRouteApi("/inside/buffer/$topic");

/** The records of a partition, page by page. */
export function RecordsTab({ topic }: { topic: Topic }) {
  const { partition: chosen, from } = route.useSearch();
  const navigate = useNavigate();
  // Stays while records come: another partition may become the fullest one.
  const [usual] = useState(() => fullest(topic.partitions));
  const known = topic.partitions.find(({ partition }) => partition === chosen)?.partition;
  const go = (place: Place) =>
    void navigate({
      from: "/buffer/$topic",
      to: ".",
      search: (before) => ({ ...before, ...place }),
      resetScroll: false,
    });
  return <Browser topic={topic} partition={known ?? usual} from={from} go={go} />;
}

interface BrowserProps {
  topic: Topic;
  partition: number;
  from?: string;
  go: (place: Place) => void;
}

function Browser({ topic, partition, from, go }: BrowserProps) {
  const { data, error, refetch, isFetching } = useQuery(recordsQuery(topic.name, partition, offsetOf(from)));
  const at = topic.partitions.find((each) => each.partition === partition);
  const end = Math.max(at?.end ?? 0, data?.end ?? 0);
  const refresh = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={13} />}
      loading={isFetching}
      onClick={() => void refetch()}
    >
      Refresh
    </Button>
  );
  return (
    <Panel flush>
      <div className={styles.bar}>
        <Select
          size="xs"
          w={230}
          aria-label="Partition"
          allowDeselect={false}
          data={topic.partitions.map((each) => ({
            value: String(each.partition),
            label: `Partition ${each.partition} · ${formatCount(each.end - each.beginning)}`,
          }))}
          value={String(partition)}
          onChange={(value) => value !== null && go({ partition: Number(value), from: undefined })}
        />
        <JumpTo from={from} onJump={(place) => go({ partition, from: place })} />
        <span className={styles.paging}>{refresh}</span>
      </div>
      {data ? (
        <>
          {error && <Failure error={error} />}
          <Shown data={data} from={from} />
          <Paging data={data} end={end} onGo={(place) => go({ partition, from: place })} />
        </>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Loading lines={8} label="Loading the records" />
      )}
    </Panel>
  );
}

function Shown({ data, from }: { data: Records; from?: string }) {
  if (data.records.length === 0)
    return (
      <StateView
        icon={<IconInbox size={22} />}
        title={
          data.end > data.beginning ? "There are no records from here on" : "This partition holds no records"
        }
      >
        {data.end > data.beginning
          ? `The partition's offsets go from ${formatWhole(data.beginning)} to ${formatWhole(data.end - 1)}.`
          : "Records with other keys may be in other partitions."}
      </StateView>
    );
  // What came last is what is asked for mostly; from a place on, the log's own order is.
  const records = from === undefined ? [...data.records].reverse() : data.records;
  return <RecordList label={`Records of partition ${data.partition}`} records={records} />;
}

interface PagingProps {
  data: Records;
  end: number;
  onGo: (from: string | undefined) => void;
}

function Paging({ data, end, onGo }: PagingProps) {
  const older = olderThan(data);
  const newer = newerThan(data, end);
  const [first, last] = [data.records[0]?.offset, data.records.at(-1)?.offset];
  return (
    <div className={styles.foot}>
      <span className="number">
        {first === undefined || last === undefined
          ? `${plural(data.end - data.beginning, "offset")} in this partition`
          : `Offsets ${formatWhole(first)} to ${formatWhole(last)} of ${formatWhole(data.beginning)} to ${formatWhole(end - 1)}`}
      </span>
      <span className={styles.paging}>
        <Button
          variant="default"
          disabled={older === undefined}
          leftSection={<IconChevronLeft size={13} />}
          onClick={() => onGo(older)}
        >
          Older
        </Button>
        <Button
          variant="default"
          disabled={newer === undefined}
          rightSection={<IconChevronRight size={13} />}
          onClick={() => onGo(newer)}
        >
          Newer
        </Button>
      </span>
    </div>
  );
}
