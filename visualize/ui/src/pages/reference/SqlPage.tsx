import { TextInput } from "@mantine/core";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import conformance from "../../../../../docs/conformance.md?raw";
import { type Catalog, catalogQuery } from "../../data/project";
import { plural } from "../../design/format";
import { List } from "../../design/List";
import { Page, Panel } from "../../design/Page";
import { StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import { type Entry, type Evidence, provenIn } from "./proven";
import styles from "./reference.module.css";
import { groupsOf, matching } from "./search";

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
          <List label={title} columns={[{ title: "SQL" }, ...PROVEN.ways.map((way) => ({ title: way }))]}>
            {entries.map((entry) => (
              <Line key={entry.name} {...entry} />
            ))}
          </List>
        </Panel>
      ))}
    </Page>
  );
}

function Line({
  name,
  evidence,
  meaning,
  result,
  isCode,
}: Entry & ReturnType<typeof groupsOf>[0]["entries"][0]) {
  return (
    <tr>
      <td className={styles.what}>
        <span className={isCode ? `mono ${styles.name}` : styles.name}>{name}</span>
        {result && <span className={`mono ${styles.result}`}> {result}</span>}
        {meaning && <span className={styles.meaning}>{withCode(meaning)}</span>}
      </td>
      {evidence.map((each, i) => (
        <td key={PROVEN.ways[i]} className={styles.evidence}>
          <Shown evidence={each} />
        </td>
      ))}
    </tr>
  );
}

function Shown({ evidence: { proven, refused } }: { evidence: Evidence }) {
  return (
    <>
      {proven > 0 && <Status tone="good">proven by {plural(proven, "case")}</Status>}
      {refused.length > 0 && (
        <Status tone={proven > 0 ? "quiet" : "warn"}>
          <span>
            {proven > 0 ? "in part refused" : "refused"}
            {refused.map((code) => (
              <code key={code} className={styles.code}>
                {code}
              </code>
            ))}
          </span>
        </Status>
      )}
    </>
  );
}

/** Words with code between backticks. */
function withCode(text: string) {
  return text.split("`").map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that stays as it is
    i % 2 === 1 ? <code key={i}>{part}</code> : part,
  );
}
