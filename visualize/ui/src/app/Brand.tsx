import { Link } from "@tanstack/react-router";
import styles from "./Brand.module.css";

/** Three currents, the deepest in the middle. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" className={styles.mark}>
      <rect width="64" height="64" rx="15" />
      <path className={styles.shallow} d="M10 22c10 0 10 8 20 8s10-12 24-12" strokeWidth="5" />
      <path className={styles.deep} d="M10 34c10 0 12 8 22 8s10-10 22-10" strokeWidth="6" />
      <path className={styles.shallow} d="M10 46c10 0 12 4 22 4s12-4 22-4" strokeWidth="4" opacity=".7" />
    </svg>
  );
}

export function Brand() {
  return (
    <Link to="/" className={styles.brand} aria-label="Thalweg, to the overview">
      <Mark />
      <span>Thalweg</span>
    </Link>
  );
}
