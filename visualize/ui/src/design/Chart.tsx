import "uplot/dist/uPlot.min.css";
import { useEffect, useMemo, useRef } from "react";
import uPlot from "uplot";
import styles from "./Chart.module.css";
import { formatCount, formatLocal, formatUtc } from "./format";
import { nearest, type Values, withGaps } from "./gaps";
import { useElementSize, useMantineColorSchemeAttribute } from "./hooks";

export interface Series {
  label: string;
  /** One for each x; null where there is none, undefined where only other lines have one. */
  values: Values;
}

interface ChartProps {
  /** Says what the picture shows, for those who do not see it. */
  label: string;
  /** Seconds since 1970 where x is time, otherwise numbers. */
  x: number[];
  xKind: "time" | "number" | { names: string[] };
  series: Series[];
  kind?: "line" | "area" | "bar";
  height: number;
  unit?: string;
  /** The ends of the values, which the axis has at least. */
  min?: number;
  max?: number;
  /** Lines across, each in the colour of its token. */
  marks?: readonly { at: number; token: string }[];
  /** The time in seconds since 1970 that the axis has, however few values there are. */
  span?: [number, number];
  /** Charts of one name show the same time under the cursor. */
  group?: string;
  /** A part of the time was chosen, by dragging over it; instead of drawing it larger. */
  onSpan?: (from: number, to: number) => void;
}

function colour(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}

/** Of each step's length in seconds: what stands at a tick, and what below it where a year or a day begins. */
const DATE = "\n{YYYY}-{MM}-{DD}";
const TIME_TICKS = [
  [86_400 * 365, "{YYYY}", null, null, null, null, null, null, 1],
  [86_400 * 28, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [86_400, "{MM}-{DD}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", DATE, null, DATE, null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", DATE, null, DATE, null, null, null, 1],
  [0.001, "{ss}.{fff}", `${DATE} {HH}:{mm}`, null, DATE, null, "\n{HH}:{mm}", null, 1],
];

/** What stands under a chart while the cursor is over it. */
function timeOf(at: number): string {
  const time = new Date(Math.round(at * 1000));
  const local = formatLocal(time);
  const utc = formatUtc(time);
  return utc.startsWith(local) ? utc : `${local} (${utc.slice(11)})`;
}

export const SERIES_COLOURS = 6;

/** How far from the cursor a line's value may be, in pixels. */
const CURSOR_REACH = 24;

function seriesOf({ label }: Series, index: number, kind: ChartProps["kind"]): uPlot.Series {
  const stroke = colour(`--series-${(index % SERIES_COLOURS) + 1}`);
  const bars = kind === "bar" ? uPlot.paths.bars?.({ size: [0.7, 48], radius: 0.12 }) : undefined;
  return {
    label,
    stroke,
    width: kind === "bar" ? 0 : 1.6,
    fill:
      kind === "bar"
        ? stroke
        : kind === "area"
          ? `color-mix(in srgb, ${stroke} 14%, transparent)`
          : undefined,
    paths: bars,
    points: { show: kind === "bar" ? false : undefined, size: 5 },
    spanGaps: false,
  };
}

/** Draws the lines across, below nothing and above everything. */
function drawMarks(plot: uPlot, marks: ChartProps["marks"] = []): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const { at, token } of marks) {
    const y = Math.round(plot.valToPos(at, "y", true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colour(token);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

/** What changes without the chart being made anew. */
interface Changing {
  span: () => [number, number] | undefined;
  onSpan: (from: number, to: number) => void;
}

function optionsOf(props: ChartProps, width: number, changing: Changing): uPlot.Options {
  const { xKind, series, kind, height, unit, min, max, marks, group, onSpan } = props;
  const axis: uPlot.Axis = {
    stroke: colour("--text-3"),
    font: "11px Inter, system-ui, sans-serif",
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  const names = typeof xKind === "object" ? xKind.names : undefined;
  return {
    width,
    height,
    series: [
      {
        label: xKind === "time" ? "Time" : "At",
        value: (_u, at) => (at === null ? "" : (names?.[at] ?? (xKind === "time" ? timeOf(at) : String(at)))),
      },
      ...series.map((each, i) => seriesOf(each, i, kind)),
    ],
    scales: {
      x: {
        time: xKind === "time",
        range: names
          ? () => [-0.6, names.length - 0.4]
          : props.span && ((_u, least, most) => changing.span() ?? [least, most]),
      },
      y: { range: (_u, least, most) => rangeOf(least, most, kind, min, max) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ...(xKind === "time" && { values: TIME_TICKS as uPlot.Axis.Values, space: 70 }),
        ...(names && {
          splits: () => names.map((_, i) => i),
          values: (_u: uPlot, splits: number[]) => {
            const every = Math.ceil((splits.length * 90) / Math.max(1, width));
            return splits.map((at) => (at % every === 0 ? (names[at] ?? "") : ""));
          },
        }),
      },
      {
        ...axis,
        size: 52,
        values: (_u, ticks) =>
          ticks.map(
            (tick) =>
              `${Number.isInteger(tick) || Math.abs(tick) >= 10_000 ? formatCount(tick) : Number(tick.toFixed(3))}${unit ? ` ${unit}` : ""}`,
          ),
      },
    ],
    legend: { show: true, live: true },
    cursor: {
      points: { size: 7 },
      // Lines need not have their values at the same places.
      dataIdx: (plot, line, index) => {
        const at = plot.valToPos(plot.data[0][index] ?? 0, "x");
        const isClose = (other: number) =>
          Math.abs(plot.valToPos(plot.data[0][other] ?? 0, "x") - at) <= CURSOR_REACH;
        return line === 0 ? index : nearest(plot.data[line] as Values, index, isClose);
      },
      drag: { x: xKind === "time", y: false, setScale: !onSpan },
      sync: group && xKind === "time" ? { key: group, setSeries: false } : undefined,
    },
    hooks: {
      draw: [(plot) => drawMarks(plot, marks)],
      setSelect: onSpan && [
        (plot) => {
          if (plot.select.width > 4)
            changing.onSpan(
              plot.posToVal(plot.select.left, "x"),
              plot.posToVal(plot.select.left + plot.select.width, "x"),
            );
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
    padding: [10, 20, 0, 0],
  };
}

/** Bars and areas stand on zero; lines use the room they have; ends that were said have no room beyond them. */
function rangeOf(
  least: number,
  most: number,
  kind: ChartProps["kind"],
  min?: number,
  max?: number,
): [number, number] {
  if (least === null || most === null || !Number.isFinite(least)) return [min ?? 0, max ?? (min ?? 0) + 1];
  const [from, to] = kind === "line" ? [least, most] : [Math.min(0, least), Math.max(0, most)];
  const room = (to - from || Math.abs(to) || 1) * 0.08;
  return [
    min !== undefined && min <= from ? min : from === 0 && kind !== "line" ? 0 : from - room,
    max !== undefined && max >= to ? max : to + room,
  ];
}

/** Lines, areas or bars over time, numbers or names. */
export function Chart(props: ChartProps) {
  const { label, x, xKind, series, kind = "line", height, unit } = props;
  const { ref: room, width } = useElementSize();
  const scheme = useMantineColorSchemeAttribute();
  const target = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const { min, max, marks, group, span, onSpan } = props;
  const shape = JSON.stringify([
    series.map((each) => each.label),
    kind,
    xKind,
    unit,
    [min, max, marks, group, !!span, !!onSpan],
  ]);
  const latest = useRef({ span, onSpan });
  latest.current = { span, onSpan };
  const isLine = xKind === "time" && kind !== "bar";
  const drawnData = useMemo(() => {
    const lines = series.map(({ values }) => values);
    const broken = isLine ? withGaps(x, lines) : { x, lines };
    return [broken.x, ...broken.lines] as uPlot.AlignedData;
  }, [x, series, isLine]);
  const data = useRef(drawnData);
  data.current = drawnData;

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for another shape or scheme, not for other values
  useEffect(() => {
    if (!target.current || width === 0) return;
    const drawn = new uPlot(
      optionsOf({ ...props, kind }, width, {
        span: () => latest.current.span,
        onSpan: (from, to) => latest.current.onSpan?.(from, to),
      }),
      data.current,
      target.current,
    );
    plot.current = drawn;
    return () => {
      plot.current = undefined;
      drawn.destroy();
    };
  }, [shape, scheme, width > 0]);

  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height });
  }, [width, height]);

  useEffect(() => {
    plot.current?.setData(drawnData);
  }, [drawnData]);

  return (
    <div ref={room} className={styles.chart} role="img" aria-label={label} style={{ minHeight: height }}>
      <div ref={target} data-single={series.length === 1 || undefined} />
    </div>
  );
}
