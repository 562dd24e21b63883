import { memo, useMemo } from "react";
import type { Panel, PanelRows } from "../../data/dashboards";
import { useElementSize } from "../../design/hooks";
import styles from "./dashboards.module.css";
import { type Frame, formatNumber, frameOf, levelOf, linesOf, type Point, pointsOf, TONES } from "./values";
import { pathOf } from "./world/outline";
import { useWorld } from "./world/useWorld";

function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value)}°${value === 0 ? "" : value > 0 ? positive : negative}`;
}

/** Points on land and sea and a net of degrees; nothing is asked of anybody outside. */
export function MapPanel({ panel, rows }: { panel: Panel; rows: PanelRows }) {
  const { ref, width, height } = useElementSize();
  const points = useMemo(() => pointsOf(rows, panel.roles), [rows, panel.roles]);
  return (
    <div ref={ref} className={styles.map}>
      {width > 0 && height > 0 && <Plane panel={panel} points={points} width={width} height={height} />}
      <ul className="unseen" aria-label={panel.title}>
        {points.map((point, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two points may be at one place
          <li key={i}>{sayPoint(point, panel)}</li>
        ))}
      </ul>
    </div>
  );
}

function sayPoint({ name, lat, lon, value }: Point, panel: Panel): string {
  const level = levelOf(value, panel.thresholds);
  const amount =
    value === undefined ? undefined : `${formatNumber(value)}${panel.unit ? ` ${panel.unit}` : ""}`;
  const place = `${degrees(lat, "N", "S")} ${degrees(lon, "E", "W")}`;
  return [name, amount, level, place].filter(Boolean).join(", ");
}

/** Land and the borders of countries, as soon as they are there. */
const Ground = memo(function Ground({
  frame,
  width,
  height,
}: {
  frame: Frame;
  width: number;
  height: number;
}) {
  const world = useWorld(frame.north - frame.south);
  if (!world) return null;
  return (
    <>
      <path
        className={styles.land}
        fillRule="evenodd"
        d={pathOf(world.land, frame, { width, height, closed: true })}
      />
      <path className={styles.border} d={pathOf(world.borders, frame, { width, height, closed: false })} />
    </>
  );
});

interface PlaneProps {
  panel: Panel;
  points: Point[];
  width: number;
  height: number;
}

function Plane({ panel, points, width, height }: PlaneProps) {
  const { west, east, south, north, step } = frameOf(points, width / height);
  // The same object while it is the same part of the earth: the ground under moving points is drawn once.
  const frame = useMemo(() => ({ west, east, south, north, step }), [west, east, south, north, step]);
  const x = (lon: number) => ((lon - frame.west) / (frame.east - frame.west)) * width;
  const y = (lat: number) => ((frame.north - lat) / (frame.north - frame.south)) * height;
  const largest = Math.max(...points.map(({ value = 0 }) => Math.abs(value)), 0);
  return (
    <svg width={width} height={height} aria-hidden>
      <Ground frame={frame} width={width} height={height} />
      {linesOf(frame.west, frame.east, frame.step).map((lon) => (
        <g key={lon}>
          <line className={styles.meridian} x1={x(lon)} x2={x(lon)} y1={0} y2={height} />
          <text className={styles.degree} x={x(lon) + 4} y={height - 6}>
            {degrees(((((lon + 180) % 360) + 360) % 360) - 180, "E", "W")}
          </text>
        </g>
      ))}
      {linesOf(Math.max(-90, frame.south), Math.min(90, frame.north), frame.step).map((lat) => (
        <g key={lat}>
          <line className={styles.meridian} x1={0} x2={width} y1={y(lat)} y2={y(lat)} />
          <text className={styles.degree} x={4} y={y(lat) - 4}>
            {degrees(lat, "N", "S")}
          </text>
        </g>
      ))}
      {points.map((point, i) => {
        const level = levelOf(point.value, panel.thresholds);
        const radius = largest > 0 ? 5 + 11 * Math.sqrt(Math.abs(point.value ?? 0) / largest) : 7;
        return (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: two points may be at one place
            key={i}
            className={styles.point}
            data-tone={level && TONES[level]}
            transform={`translate(${x(point.lon)} ${y(point.lat)})`}
          >
            <title>{sayPoint(point, panel)}</title>
            <circle r={radius} />
            {points.length <= 30 && (
              <text y={-radius - 5}>
                {point.name}
                {point.value !== undefined && (
                  <tspan className={styles.amount} dx={point.name ? 5 : 0}>
                    {formatNumber(point.value)}
                    {panel.unit ? ` ${panel.unit}` : ""}
                  </tspan>
                )}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
