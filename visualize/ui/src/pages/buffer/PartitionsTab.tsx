import { Link } from "@tanstack/react-router";
import type { Topic } from "../../data/topics";
import { formatWhole } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Panel } from "../../design/Page";
import styles from "./buffer.module.css";

const COLUMNS = [
  { title: "Partition" },
  { title: "First offset", right: true },
  { title: "End", right: true },
  { title: "Records", right: true },
  { title: "Share" },
];

/** The partitions of a topic, and how evenly they are filled. */
export function PartitionsTab({ topic }: { topic: Topic }) {
  return (
    <Panel flush>
      <List label={`Partitions of ${topic.name}`} links columns={COLUMNS}>
        {topic.partitions.map(({ partition, beginning, end }) => {
          const share = topic.records > 0 ? (end - beginning) / topic.records : 0;
          return (
            <tr key={partition}>
              <td>
                <Link
                  to="/buffer/$topic"
                  params={{ topic: topic.name }}
                  search={{ partition }}
                  className={list.name}
                >
                  Partition {partition}
                </Link>
              </td>
              <td className="number" data-right>
                {formatWhole(beginning)}
              </td>
              <td className="number" data-right>
                {formatWhole(end)}
              </td>
              <td className="number" data-right>
                {formatWhole(end - beginning)}
              </td>
              <td>
                <span className={styles.share}>
                  <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="100" height="6" rx="3" />
                    <rect className={styles.filled} width={100 * share} height="6" rx="3" />
                  </svg>
                  <span className="number">{Math.round(100 * share)} %</span>
                </span>
              </td>
            </tr>
          );
        })}
      </List>
    </Panel>
  );
}
