import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import type { TopicRecord } from "../../data/topics";
import { Code } from "../../design/Code";
import { formatBytes, formatWhole } from "../../design/format";
import { Time } from "../../design/Time";
import styles from "./buffer.module.css";
import { bytesOf, prettyOf, textOf } from "./record";

/** Records, one a line, each opened to all that it holds. */
export function RecordList({ label, records }: { label: string; records: TopicRecord[] }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (offset: number) => {
    const next = new Set(open);
    if (!next.delete(offset)) next.add(offset);
    setOpen(next);
  };
  return (
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={styles.records}>
        <thead>
          <tr>
            <th scope="col" className={styles.offset}>
              Offset
            </th>
            <th scope="col" className={styles.time}>
              Time
            </th>
            <th scope="col" className={styles.key}>
              Key
            </th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => {
            const { offset, timestamp, key, keyBase64, value, valueBase64 } = record;
            const isOpen = open.has(offset);
            return (
              <Fragment key={offset}>
                <tr data-open={isOpen || undefined}>
                  <td>
                    <UnstyledButton
                      className={`number ${styles.opener}`}
                      aria-expanded={isOpen}
                      aria-label={`Record at offset ${offset}`}
                      onClick={() => toggle(offset)}
                    >
                      <IconChevronRight size={14} aria-hidden className={styles.chevron} />
                      {formatWhole(offset)}
                    </UnstyledButton>
                  </td>
                  <td>
                    <Time at={timestamp} />
                  </td>
                  <td className="mono">
                    <Cell text={textOf(key, keyBase64)} missing="no key" />
                  </td>
                  <td className="mono">
                    <Cell text={textOf(value, valueBase64)} missing="no value" />
                  </td>
                </tr>
                {isOpen && (
                  <tr className={styles.details}>
                    <td colSpan={4}>
                      <Details record={record} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ text, missing }: { text: string | undefined; missing: string }) {
  return text === undefined ? <span className={styles.missing}>{missing}</span> : <span>{text}</span>;
}

function Details({ record }: { record: TopicRecord }) {
  const { offset, key, keyBase64, value, valueBase64, headers } = record;
  const size = bytesOf(key, keyBase64) + bytesOf(value, valueBase64);
  return (
    <>
      <dl className={styles.facts}>
        <dt>Key</dt>
        <dd className="mono">{textOf(key, keyBase64) ?? "none"}</dd>
        <dt>Size</dt>
        <dd className="number">{formatBytes(size)} of key and value</dd>
        {headers.map(({ name, value: text, valueBase64: bytes }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record may have a header twice
          <Fragment key={i}>
            <dt>Header {name}</dt>
            <dd className="mono">{textOf(text, bytes) ?? "none"}</dd>
          </Fragment>
        ))}
      </dl>
      {textOf(value, valueBase64) !== undefined && (
        <Code label={`the value at offset ${offset}`}>{prettyOf(value, valueBase64)}</Code>
      )}
    </>
  );
}
