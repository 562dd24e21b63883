import { TextInput } from "@mantine/core";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import conformance from "../../../../../docs/conformance.md?raw";
import { type Catalog, catalogQuery } from "../../data/project";
import { plural } from "../../design/format";
import { Page, Panel } from "../../design/Page";
import { StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import { type Evidence, provenIn } from "./proven";
import styles from "./reference.module.css";
import { type Explained, groupsOf, matching } from "./search";

const route = getRouteApi("/inside/sql");
const PROVEN = provenIn(conformance);
const NONE: Catalog["functions"] = [];

/** Every operator and function of SQL: what it means, and on what it is proven or refused. */
export function SqlPage() {
  const { find = "" } = route.useSearch();
  const navigate = useNavigate();
  const functions = useQuery(catalogQuery).data?.functions ?? NONE;
  const wanted = useDeferredValue(find);
  const groups = useMemo(
    () =>
      groupsOf(PROVEN, functions)
        .map(({ title, entries }) => ({ title, entries: matching(entries, wanted) }))
        .filter(({ entries }) => entries.length > 0),
    [functions, wanted],
  );
  return (
    <Page
      title="SQL"
      description="Every operator and function, and how many cases prove on each engine that it gives the right table. What is not proven is refused, by a code and at its place."
    >
      <TextInput
        aria-label="Find a function or an operator"
        placeholder="Find a function, an operator, a word"
        leftSection={<IconSearch size={14} />}
        className={styles.find}
        value={find}
        onChange={(event) =>
          void navigate({
            from: "/sql",
            to: ".",
            search: { find: event.currentTarget.value || undefined },
            replace: true,
          })
        }
      />
      {groups.length === 0 && (
        <Panel>
          <StateView icon={<IconSearchOff size={22} />} title={`Nothing has "${wanted}" in it`}>
            What is not listed here is not part of the SQL that runs on every engine.
          </StateView>
        </Panel>
      )}
      {groups.map(({ title, entries }) => (
        <Panel flush title={title} key={title}>
          <div className={styles.head} aria-hidden>
            <span />
            {PROVEN.ways.map((way) => (
              <span key={way}>{way}</span>
            ))}
          </div>
          <ul className={styles.entries} aria-label={title}>
            {entries.map((entry) => (
              <Line key={entry.name} {...entry} />
            ))}
          </ul>
        </Panel>
      ))}
    </Page>
  );
}

function Line({ name, evidence, meaning, result, isCode }: Explained) {
  return (
    <li className={styles.entry}>
      <div>
        <span className={isCode ? `mono ${styles.name}` : styles.name}>{name}</span>
        {result && <span className={styles.result}>{withCode(result)}</span>}
        {meaning && <p className={styles.meaning}>{withCode(meaning)}</p>}
      </div>
      {evidence.map((each, i) => (
        <div key={PROVEN.ways[i]} className={styles.evidence}>
          <span className={styles.way}>{PROVEN.ways[i]}</span>
          <Shown evidence={each} />
        </div>
      ))}
    </li>
  );
}

function Shown({ evidence: { proven, refused } }: { evidence: Evidence }) {
  return (
    <div>
      {proven > 0 && <Status tone="good">proven by {plural(proven, "case")}</Status>}
      {refused.length > 0 && (
        <>
          {proven > 0 ? (
            <span className={styles.part}>refused in part</span>
          ) : (
            <Status tone="warn">refused</Status>
          )}
          {refused.map((code) => (
            <code key={code} className={styles.code}>
              {code}
            </code>
          ))}
        </>
      )}
    </div>
  );
}

/** Words with code between backticks. */
function withCode(text: string) {
  return text.split("`").map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that stays as it is
    i % 2 === 1 ? <code key={i}>{part}</code> : part,
  );
}
