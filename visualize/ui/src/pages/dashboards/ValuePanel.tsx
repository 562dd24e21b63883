import type { Panel } from "../../data/dashboards";
import { Status } from "../../design/Status";
import styles from "./dashboards.module.css";
import { endsOf, formatNumber, levelOf, type Newest, shareOf, TONES } from "./values";

interface ValuePanelProps {
  panel: Panel;
  value: Newest;
}

/** One value, large; its level as a word, a shape and a colour. */
export function ValuePanel({ panel, value }: ValuePanelProps) {
  const level = levelOf(value.number, panel.thresholds);
  return (
    <div className={styles.value} data-tone={level && TONES[level]}>
      <p
        className={`number ${styles.large}`}
        data-long={value.text.length > 9 || undefined}
        title={value.hover}
      >
        {value.text}
        {panel.unit && <span className={styles.unit}> {panel.unit}</span>}
      </p>
      {level && <Status tone={TONES[level]}>{level}</Status>}
    </div>
  );
}

const RADIUS = 80;
const LENGTH = Math.PI * RADIUS;
const ARC = `M${100 - RADIUS} 96A${RADIUS} ${RADIUS} 0 0 1 ${100 + RADIUS} 96`;

/** A part of the half circle, by its ends from 0 to 1. */
function Part({ from, to, ...rest }: { from: number; to: number; className?: string; "data-tone"?: string }) {
  return (
    <path
      d={ARC}
      strokeDasharray={`${Math.max(0, to - from) * LENGTH} ${2 * LENGTH}`}
      strokeDashoffset={-from * LENGTH}
      {...rest}
    />
  );
}

/** A number between its ends, over the colours of its thresholds. */
export function GaugePanel({ panel, value }: ValuePanelProps) {
  const number = value.number ?? 0;
  const { min, max } = endsOf(panel, number);
  const level = levelOf(number, panel.thresholds);
  const steps = [...panel.thresholds].sort((a, b) => a.from - b.from);
  const unit = panel.unit ? ` ${panel.unit}` : "";
  return (
    <div className={styles.gauge} data-tone={level && TONES[level]}>
      <svg
        viewBox="0 0 200 118"
        role="meter"
        aria-label={panel.title}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={number}
        aria-valuetext={`${value.text}${unit}${level ? `, ${level}` : ""}, from ${formatNumber(min)} to ${formatNumber(max)}`}
      >
        <Part className={styles.track} from={0} to={1} />
        <Part className={styles.reached} from={0} to={shareOf(number, min, max)} />
        <g className={styles.steps}>
          {steps.map((step, i) => {
            const from = shareOf(step.from, min, max);
            const to = shareOf(steps[i + 1]?.from ?? max, min, max);
            return <Part key={step.from} data-tone={TONES[step.level]} from={from} to={to} />;
          })}
        </g>
        <text x="100" y="90" className={styles.gaugeValue}>
          {value.text}
          {panel.unit && (
            <tspan className={styles.gaugeUnit} dx="4">
              {panel.unit}
            </tspan>
          )}
        </text>
        <text x={100 - RADIUS} y="113" className={styles.end}>
          {formatNumber(min)}
        </text>
        <text x={100 + RADIUS} y="113" className={styles.end}>
          {formatNumber(max)}
        </text>
      </svg>
      {level && <Status tone={TONES[level]}>{level}</Status>}
    </div>
  );
}
