import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Problem } from "../../../data/errors";
import { plural } from "../../../design/format";
import styles from "./editing.module.css";

interface MistakesProps {
  problems: readonly Problem[];
  path: string;
  /** Shows the n-th mistake of this file in the editor. */
  onChoose: (problem: Problem) => void;
}

/** Those of this file first: what is wrong in others often comes of them. */
function inOrder(problems: readonly Problem[], path: string): Problem[] {
  return [...problems.filter(({ file }) => file === path), ...problems.filter(({ file }) => file !== path)];
}

/** What is wrong with the project as it would be, each with its place, cause and what to do. */
export function Mistakes({ problems, path, onChoose }: MistakesProps) {
  if (problems.length === 0) return null;
  return (
    <section className={styles.mistakes} aria-label={plural(problems.length, "mistake")}>
      <ul>
        {inOrder(problems, path).map((problem) => (
          <li key={`${problem.file}:${problem.line}:${problem.column} ${problem.message}`}>
            <IconAlertTriangle size={15} aria-hidden className={styles.mistakeIcon} />
            <div>
              {problem.file === path ? (
                <UnstyledButton className={styles.place} onClick={() => onChoose(problem)}>
                  <span className="unseen">Go to </span>line {problem.line}, column {problem.column}
                </UnstyledButton>
              ) : (
                <span className={styles.place}>
                  {problem.file}, line {problem.line}, column {problem.column}
                </span>
              )}
              <p className={styles.message}>{problem.message}</p>
              {problem.detail && <p className={styles.detail}>{problem.detail}</p>}
              {problem.hint && <p className={styles.hint}>{problem.hint}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
