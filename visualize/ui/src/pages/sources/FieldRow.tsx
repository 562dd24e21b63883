import { Checkbox, Radio, Select, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { Path } from "./guess/fields";
import type { FieldDraft } from "./guess/guess";
import { TYPES } from "./guess/types";
import styles from "./sources.module.css";

const MOST_DEPTH = 4;

/** What somebody can make of a field: what a row or a list is inside decides the sample. */
function typesFor(type: string): string[] {
  if (/\brow\b/.test(type)) return [type];
  const lists = /^((?:array<)*)/.exec(type)?.[1] ?? "";
  const all = TYPES.map((each) => `${lists}${each}${">".repeat(lists.length / "array<".length)}`);
  return all.includes(type) ? all : [type, ...all];
}

const KEY_TYPES = /^(string|int|long|boolean|date|decimal)/;

interface FieldRowProps {
  field: FieldDraft;
  /** The names on the way to it. */
  path: Path;
  isKey: boolean;
  isTime: boolean;
  problem?: string;
  onChange: (part: Partial<FieldDraft>) => void;
  onKey: (is: boolean) => void;
  onTime: (is: boolean) => void;
}

/** A field of the sample: whether and as what the stream has it. */
export function FieldRow({ field, path, isKey, isTime, problem, onChange, onKey, onTime }: FieldRowProps) {
  const { type, kept, cannot, note, examples } = field;
  const name = path.join(".");
  const inside = path.length > 1;
  const decided = isKey || isTime;
  return (
    <li
      className={styles.field}
      data-out={!kept || undefined}
      data-depth={Math.min(MOST_DEPTH, path.length - 1)}
      aria-label={`Field ${name}`}
    >
      <div className={styles.fieldName}>
        <Checkbox
          checked={kept}
          disabled={cannot !== undefined}
          aria-label={`Keep ${name}`}
          onChange={(event) => onChange({ kept: event.currentTarget.checked })}
        />
        <div className={styles.fieldWords}>
          <span className={`mono ${styles.name}`}>{name}</span>
          <span className={`mono ${styles.examples}`} title={examples.join("\n")}>
            {examples.length > 0 ? examples.join(", ") : "empty"}
          </span>
        </div>
      </div>
      <Select
        size="xs"
        aria-label={`Type of ${name}`}
        disabled={!kept}
        allowDeselect={false}
        data={typesFor(type)}
        value={type}
        onChange={(chosen) => chosen && onChange({ type: chosen, note: undefined })}
      />
      <Radio
        classNames={{ root: styles.choice }}
        label="Key"
        name="key"
        aria-label={`${name} is the key`}
        checked={isKey}
        disabled={!kept || inside || !KEY_TYPES.test(type)}
        onChange={() => onKey(true)}
        onClick={() => isKey && onKey(false)}
      />
      <Radio
        classNames={{ root: styles.choice }}
        label="Event time"
        name="event time"
        aria-label={`${name} is the event time`}
        checked={isTime}
        disabled={!kept || inside || type !== "timestamp"}
        onChange={() => onTime(true)}
        onClick={() => isTime && onTime(false)}
      />
      <Checkbox
        classNames={{ root: styles.choice }}
        label="Required"
        aria-label={`${name} is required`}
        checked={field.required || decided}
        disabled={!kept || decided}
        title={decided ? "The key and the event time always are" : undefined}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <TextInput
        size="xs"
        className={styles.unit}
        aria-label={`Unit of ${name}`}
        placeholder="unit"
        disabled={!kept || field.fields !== undefined}
        value={field.unit}
        onChange={(event) => onChange({ unit: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        className={styles.description}
        aria-label={`Description of ${name}`}
        placeholder="for people"
        disabled={!kept}
        value={field.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          <IconAlertTriangle size={14} aria-hidden />
          {problem}
        </p>
      )}
      {(cannot ?? (kept ? note : undefined)) && (
        <p className={styles.note}>
          <IconInfoCircle size={14} aria-hidden />
          {cannot ? `Left out. ${cannot}` : note}
        </p>
      )}
    </li>
  );
}
