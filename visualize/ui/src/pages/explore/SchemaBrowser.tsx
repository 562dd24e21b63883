import { ActionIcon, Skeleton, Tooltip, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconMessages, IconPlayerPlay, IconRipple, IconTable } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { columnsQuery, type Relation, someRows, useRelations } from "../../data/relations";
import { Loading } from "../../design/StateView";
import styles from "./SchemaBrowser.module.css";

const ICONS = { stream: IconRipple, table: IconTable, topic: IconMessages };

/** What queries can name: a press opens its columns, another writes them into the query. */
export function SchemaBrowser({
  onRun,
  onInsert,
}: {
  onRun: (sql: string) => void;
  onInsert: (name: string) => void;
}) {
  const { relations, isPending, error, retry } = useRelations();
  if (isPending && !error) return <Loading lines={6} label="Loading what can be asked" />;
  if (error)
    return (
      <p className={styles.note}>
        The tables cannot be listed.{" "}
        <UnstyledButton className={styles.retry} onClick={retry}>
          Try again
        </UnstyledButton>
      </p>
    );
  if (relations.length === 0) return <p className={styles.note}>There are no streams and no tables yet.</p>;
  return (
    <ul className={styles.list} aria-label="Streams and tables">
      {relations.map((relation) => (
        <Entry key={relation.name} relation={relation} onRun={onRun} onInsert={onInsert} />
      ))}
    </ul>
  );
}

interface EntryProps {
  relation: Relation;
  onRun: (sql: string) => void;
  onInsert: (name: string) => void;
}

function Entry({ relation, onRun, onInsert }: EntryProps) {
  const [open, setOpen] = useState(false);
  const Icon = ICONS[relation.kind];
  return (
    <li>
      <div className={styles.entry}>
        <UnstyledButton className={styles.name} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronRight size={13} aria-hidden className={styles.chevron} data-open={open || undefined} />
          <Icon size={14} aria-hidden className={styles.icon} />
          <span>{relation.name}</span>
          <span className="unseen">, {relation.kind}</span>
        </UnstyledButton>
        <Tooltip label={`The first rows of ${relation.name}`}>
          <ActionIcon
            size="sm"
            aria-label={`Show rows of ${relation.name}`}
            onClick={() => onRun(someRows(relation.name))}
          >
            <IconPlayerPlay size={13} />
          </ActionIcon>
        </Tooltip>
      </div>
      {open && <Columns relation={relation} onInsert={onInsert} />}
    </li>
  );
}

function Columns({ relation, onInsert }: { relation: Relation; onInsert: (name: string) => void }) {
  const asked = useQuery({ ...columnsQuery(relation.name), enabled: !relation.columns });
  const columns = relation.columns ?? asked.data;
  if (!columns)
    return (
      <p className={styles.note}>
        {asked.error ? asked.error.message : <Skeleton height={12} width={120} />}
      </p>
    );
  return (
    <ul className={styles.columns} aria-label={`Columns of ${relation.name}`}>
      {columns.map(({ name, type }) => (
        <li key={name}>
          <UnstyledButton
            className={styles.column}
            onClick={() => onInsert(name)}
            title={`Write ${name} into the query`}
          >
            <span className="mono">{name}</span>
            <span className={styles.type}>{type}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
