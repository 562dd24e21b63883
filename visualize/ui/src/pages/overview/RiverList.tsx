import { formatRate } from "../../design/format";
import { NodeCard } from "./NodeCard";
import styles from "./RiverList.module.css";
import type { River, RiverNode } from "./river";

/** The river for narrow windows: what flows out of a node stands below it. */
export function RiverList({ river }: { river: River }) {
  const reached = new Set(river.edges.map(({ to }) => to));
  const sources = river.nodes.filter(({ id }) => !reached.has(id));
  return (
    <ul className={styles.list} aria-label="Streams, pipelines and what they write">
      {sources.map((node) => (
        <Branch key={node.id} river={river} node={node} above={[]} />
      ))}
    </ul>
  );
}

function Branch({ river, node, above }: { river: River; node: RiverNode; above: string[] }) {
  const out = river.edges.filter(({ from, to }) => from === node.id && !above.includes(to));
  return (
    <li>
      <div className={node.kind === "stream" || node.kind === "pipeline" ? styles.tall : styles.low}>
        <NodeCard node={node} />
      </div>
      {out.length > 0 && (
        <ul className={styles.below}>
          {out.map(({ to, perSecond, dry }) => {
            const target = river.nodes.find(({ id }) => id === to);
            if (!target) return null;
            return (
              <li key={to} className={styles.branch} data-dry={dry}>
                {!dry && perSecond >= 0.05 && (
                  <span className={`number ${styles.rate}`} aria-hidden="true">
                    {formatRate(perSecond)}/s
                  </span>
                )}
                <ul className={styles.list}>
                  <Branch river={river} node={target} above={[...above, node.id]} />
                </ul>
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}
