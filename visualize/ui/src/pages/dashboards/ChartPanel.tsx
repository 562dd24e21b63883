import { useMemo } from "react";
import type { Panel, PanelRows, Range } from "../../data/dashboards";
import { Chart, type Series } from "../../design/Chart";
import { useElementSize } from "../../design/hooks";
import { draw } from "../explore/chart";
import styles from "./dashboards.module.css";

const MARKS = { good: "--good", warning: "--warn", critical: "--bad" } as const;

interface ChartPanelProps {
  panel: Panel;
  rows: PanelRows;
  range: Range;
  group: string;
  onSpan: (from: number, to: number) => void;
}

/** About as high as the legend below a chart becomes, in pixels. */
function legendHeight(series: Series[], width: number): number {
  const needed = series.reduce((sum, { label }) => sum + label.length * 7 + 56, 260);
  return 8 + 24 * Math.min(4, Math.ceil(needed / Math.max(1, width - 24)));
}

/** The time that is looked at, in seconds since 1970. */
function spanOf(range: Range): [number, number] {
  if (!("last" in range)) return [Date.parse(range.from) / 1000, Date.parse(range.to) / 1000];
  const now = Date.now() / 1000;
  return [now - range.last, now];
}

/** Lines, areas or bars over time, numbers or names. */
export function ChartPanel({ panel, rows, range, group, onSpan }: ChartPanelProps) {
  const { ref, width, height } = useElementSize();
  const { x = "", y, series: by } = panel.roles;
  const drawing = useMemo(
    () => draw(rows, { kind: panel.draw as "line" | "area" | "bar", x, y, by }),
    [rows, panel.draw, x, y, by],
  );
  const marks = useMemo(
    () => panel.thresholds.map(({ from, level }) => ({ at: from, token: MARKS[level] })),
    [panel.thresholds],
  );
  const isTime = drawing.xKind === "time";
  // biome-ignore lint/correctness/useExhaustiveDependencies: now is that of the rows
  const span = useMemo(() => spanOf(range), [range, rows]);
  return (
    <div ref={ref} className={styles.chart}>
      {height > 0 && (
        <Chart
          label={`${panel.title}: ${y.join(", ")} by ${x}${by ? `, for each ${by}` : ""}${panel.unit ? ` in ${panel.unit}` : ""}, ${drawing.x.length} points`}
          x={drawing.x}
          xKind={drawing.xKind}
          series={drawing.series}
          kind={panel.draw as "line" | "area" | "bar"}
          height={Math.max(80, height - legendHeight(drawing.series, width))}
          min={panel.min}
          max={panel.max}
          marks={marks}
          span={isTime ? span : undefined}
          group={group}
          onSpan={isTime ? onSpan : undefined}
        />
      )}
      {drawing.leftOut > 0 && <p className={styles.leftOut}>{drawing.leftOut} more lines are left out.</p>}
    </div>
  );
}
