import { useElementSize } from "@mantine/hooks";
import { useEffect, useMemo, useRef } from "react";
import { formatRate } from "../../design/format";
import { layOut } from "./layout";
import { NodeCard } from "./NodeCard";
import styles from "./RiverGraph.module.css";
import type { River, RiverEdge } from "./river";

/** More events per second make a broader line, tenfold by one step. */
function breadth(perSecond: number): number {
  return 1.5 + Math.min(6, Math.log10(1 + perSecond) * 1.6);
}

/** Seconds in which the current moves on by one dash. */
function pace(perSecond: number): number {
  return Math.max(0.5, Math.round(10 * (2.4 - Math.log10(1 + perSecond) * 0.5)) / 10);
}

/** The river as a picture that lays itself out. */
export function RiverGraph({ river }: { river: River }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  // The picture stays as it is while only the numbers in it change.
  const shape = JSON.stringify([
    river.nodes.map(({ id }) => id),
    river.edges.map(({ from, to }) => [from, to]),
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its shape, not by its numbers
  const picture = useMemo(() => layOut(river, width), [shape, width]);
  return (
    <div className={styles.room}>
      <div ref={ref}>
        {width > 0 && (
          <div className={styles.picture} style={{ width: picture.width, height: picture.height }}>
            <svg className={styles.edges} width={picture.width} height={picture.height} aria-hidden="true">
              {river.edges.map((edge) => (
                <Current
                  key={`${edge.from} ${edge.to}`}
                  edge={edge}
                  path={pathOf(picture, edge)?.path ?? ""}
                />
              ))}
            </svg>
            {river.edges.map((edge) => {
              const middle = pathOf(picture, edge)?.middle;
              if (!middle || edge.dry || edge.perSecond < 0.05) return null;
              return (
                <span
                  key={`${edge.from} ${edge.to}`}
                  className={`number ${styles.label}`}
                  style={{ left: middle.x, top: middle.y }}
                  aria-hidden="true"
                >
                  {formatRate(edge.perSecond)}/s
                </span>
              );
            })}
            <ul className={styles.nodes} aria-label="Streams, pipelines and what they write">
              {river.nodes.map((node) => {
                const place = picture.places.get(node.id);
                if (!place) return null;
                const { x, y, width, height } = place;
                return (
                  <li key={node.id} style={{ left: x, top: y, width, height }}>
                    <NodeCard node={node} />
                  </li>
                );
              })}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}

function pathOf(picture: ReturnType<typeof layOut>, { from, to }: RiverEdge) {
  return picture.paths.get(`${from} ${to}`);
}

function Current({ edge, path }: { edge: RiverEdge; path: string }) {
  const width = breadth(edge.perSecond);
  const flows = !edge.dry && edge.perSecond >= 0.05;
  const current = useRef<SVGPathElement>(null);
  const seconds = pace(edge.perSecond);
  // Faster or slower from where it is: another duration would make it jump.
  useEffect(() => {
    if (!flows) return;
    for (const animation of current.current?.getAnimations() ?? []) animation.updatePlaybackRate(1 / seconds);
  }, [flows, seconds]);
  return (
    <g>
      <path className={edge.dry ? styles.dry : styles.bed} d={path} strokeWidth={width} />
      {flows && (
        <path ref={current} className={styles.current} d={path} strokeWidth={Math.max(1.5, width * 0.45)} />
      )}
    </g>
  );
}
