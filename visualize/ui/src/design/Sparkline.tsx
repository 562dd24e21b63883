import styles from "./Sparkline.module.css";

/** The path through these values, oldest first, in a box of this size; the least and largest value touch it. */
export function sparkPath(values: number[], width: number, height: number, least = 0): string {
  if (values.length < 2) return "";
  const most = Math.max(...values, least + 1e-9);
  const step = width / (values.length - 1);
  return values
    .map((value, i) => {
      const y = height - ((value - least) / (most - least)) * height;
      return `${i ? "L" : "M"}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

/** A small picture of how a value went; what it shows stands beside it as text. */
export function Sparkline({
  values,
  width = 96,
  height = 24,
}: {
  values: number[];
  width?: number;
  height?: number;
}) {
  const line = sparkPath(values, width, height - 2);
  return (
    <svg
      className={styles.spark}
      viewBox={`0 -1 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {line && <path className={styles.area} d={`${line}L${width} ${height}L0 ${height}Z`} />}
      {line && <path className={styles.line} d={line} />}
    </svg>
  );
}
