import type { Problem } from "../../data/errors";
import { plural } from "../../design/format";
import styles from "./ChangeDialog.module.css";

/** Why the project is refused: each mistake with its place, cause and what to do. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className={styles.effects} role="alert" aria-label={plural(problems.length, "mistake")}>
      {problems.map(({ file, line, column, message, detail, hint }) => (
        <li key={`${file}:${line}:${column} ${message}`}>
          <span className={styles.what}>{message}</span>
          <span className="mono">
            {file}:{line}:{column}
          </span>
          <span className={styles.text}>{[detail, hint].filter(Boolean).join(" ")}</span>
        </li>
      ))}
    </ul>
  );
}
