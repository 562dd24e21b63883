import { IconEyeOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Reader, Topic } from "../../data/topics";
import { formatWhole } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Panel } from "../../design/Page";
import { StateView } from "../../design/StateView";
import { Status } from "../../design/Status";

const KINDS: Record<string, string> = {
  archive: "writes the stream to the lake",
  pipeline: "computes over it",
  group: "Kafka clients from outside",
};

/** Who reads a topic, and how far they are behind. */
export function ReadersTab({ topic }: { topic: Topic }) {
  if (topic.readers.length === 0)
    return (
      <Panel flush>
        <StateView icon={<IconEyeOff size={22} />} title="Nobody reads this topic">
          A pipeline that reads it stands here, and each consumer group of Kafka clients.
        </StateView>
      </Panel>
    );
  return (
    <Panel flush>
      <List
        label={`Readers of ${topic.name}`}
        links
        columns={[
          { title: "Reader" },
          { title: "What it does" },
          { title: "Lag", right: true },
          { title: "" },
        ]}
      >
        {topic.readers.map((reader) => (
          <tr key={`${reader.kind} ${reader.name}`}>
            <td>
              <Name reader={reader} />
              <span className={list.sub}>{reader.kind === "group" ? "consumer group" : reader.kind}</span>
            </td>
            <td>{KINDS[reader.kind] ?? "reads it"}</td>
            <td className="number" data-right>
              {formatWhole(reader.lag)}
            </td>
            <td>
              {reader.lag === 0 ? (
                <Status tone="good">up to date</Status>
              ) : (
                <Status tone="quiet">
                  {Math.max(1, Math.round((100 * reader.lag) / Math.max(1, topic.records)))} % to read
                </Status>
              )}
            </td>
          </tr>
        ))}
      </List>
    </Panel>
  );
}

function Name({ reader: { kind, name } }: { reader: Reader }) {
  if (kind !== "pipeline") return <span className={list.name}>{name}</span>;
  return (
    <Link to="/pipelines/$name" params={{ name }} className={list.name}>
      {name}
    </Link>
  );
}
