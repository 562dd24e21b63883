import type { Effect } from "../../data/project";
import { Status } from "../../design/Status";
import styles from "./ChangeDialog.module.css";
import { wordOf } from "./effect";

/** What a change means, thing by thing. */
export function Effects({ effects }: { effects: readonly Effect[] }) {
  if (effects.length === 0) return null;
  return (
    <ul className={styles.effects} aria-label="What happens">
      {effects.map((effect) => {
        const { tone, label } = wordOf(effect);
        return (
          <li key={`${effect.kind} ${effect.name}`}>
            <span className={styles.what}>
              {effect.kind} {effect.name}
            </span>
            <Status tone={tone}>{label}</Status>
            <span className={styles.text}>{effect.text}</span>
          </li>
        );
      })}
    </ul>
  );
}
