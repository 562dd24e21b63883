import { Button, Kbd } from "@mantine/core";
import { IconBook2, IconPlayerPlayFilled, IconPlayerStopFilled } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNow } from "../../data/clock";
import { useOnline } from "../../data/connection";
import { ApiError, isOffline, placeIn } from "../../data/errors";
import { remember } from "../../data/history";
import { columnsQuery, useRelations } from "../../data/relations";
import { type Asking, type Column, useSql } from "../../data/sql";
import { Editor, type Mistake } from "../../design/Editor";
import { formatDuration } from "../../design/format";
import { sqlLanguage } from "../../design/languages";
import { Page } from "../../design/Page";
import styles from "./ExplorePage.module.css";
import { HistoryMenu } from "./HistoryMenu";
import { Result } from "./Result";
import { SchemaBrowser } from "./SchemaBrowser";

const route = getRouteApi("/inside/explore");

function mistakeOf(asking: Asking): Mistake | undefined {
  if (asking.state !== "failed" || !(asking.error instanceof ApiError)) return undefined;
  const place = placeIn(asking.error.message);
  const message = [asking.error.message, asking.error.hint].filter(Boolean).join("\n");
  return place && { ...place, message };
}

/** Names that the editor completes: every relation, and the columns that are known. */
function useCompletion() {
  const { relations } = useRelations();
  const client = useQueryClient();
  const key = JSON.stringify(
    relations.map(({ name, columns }) => [
      name,
      (columns ?? client.getQueryData<Column[]>(columnsQuery(name).queryKey) ?? []).map(
        (column) => column.name,
      ),
    ]),
  );
  return useMemo(() => sqlLanguage(Object.fromEntries(JSON.parse(key) as [string, string[]][])), [key]);
}

export function ExplorePage() {
  const { sql: asked, view = "table" } = route.useSearch();
  const navigate = useNavigate();
  const [text, setText] = useState(asked ?? "");
  const language = useCompletion();

  const { asking, run, cancel } = useSql((sql, ended) => {
    if (ended.state === "done")
      remember({ sql, at: Date.now(), rows: ended.answer.rows.length, millis: ended.answer.millis });
    else if (ended.state === "failed")
      remember({
        sql,
        at: Date.now(),
        error: ended.error instanceof Error ? ended.error.message : String(ended.error),
      });
  });
  const mistakes = useMemo(() => {
    const mistake = mistakeOf(asking);
    return mistake ? [mistake] : [];
  }, [asking]);

  // The address holds the query that was asked last: whoever opens it sees the same.
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (asked === undefined || asked === shown.current) return;
    shown.current = asked;
    setText(asked);
    void run(asked);
  }, [asked, run]);

  // Where nobody answered, the question is asked again as soon as somebody does.
  const online = useOnline();
  const unheard = asking.state === "failed" && isOffline(asking.error);
  useEffect(() => {
    if (online && unheard && asked !== undefined) void run(asked);
  }, [online, unheard, asked, run]);

  const askNow = useCallback(
    (sql: string) => {
      if (sql.trim() === "") return;
      shown.current = sql;
      setText(sql);
      void run(sql);
      void navigate({ from: "/explore", to: ".", search: (before) => ({ ...before, sql }) });
    },
    [navigate, run],
  );

  return (
    <Page
      title="Explore"
      fill
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconBook2 size={14} />}
            renderRoot={(props) => <Link to="/sql" {...props} />}
          >
            SQL reference
          </Button>
          <HistoryMenu onChoose={askNow} />
        </>
      }
    >
      <div className={styles.explore}>
        <aside className={styles.schema} aria-label="Streams and tables">
          <SchemaBrowser
            onRun={askNow}
            onInsert={(name) =>
              setText((before) => (before === "" || before.endsWith(" ") ? before : `${before} `) + name)
            }
          />
        </aside>
        <div className={styles.question}>
          <div className={styles.editor}>
            <Editor
              label="SQL"
              value={text}
              language={language}
              onChange={setText}
              onRun={askNow}
              mistakes={mistakes}
              hint="SELECT …"
            />
          </div>
          <div className={styles.editorBar}>
            {asking.state === "running" ? (
              <>
                <Button
                  color="red"
                  variant="light"
                  leftSection={<IconPlayerStopFilled size={12} />}
                  onClick={cancel}
                >
                  Cancel
                </Button>
                <Elapsed since={asking.since} />
              </>
            ) : (
              <>
                <Button
                  leftSection={<IconPlayerPlayFilled size={12} />}
                  disabled={text.trim() === ""}
                  onClick={() => askNow(text)}
                >
                  Run
                </Button>
                <span className={styles.keys}>
                  <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
                </span>
              </>
            )}
          </div>
        </div>
        <section className={styles.result} aria-label="Result" aria-busy={asking.state === "running"}>
          <Result
            asking={asking}
            view={view}
            sql={asked ?? text}
            onView={(next) =>
              void navigate({
                from: "/explore",
                to: ".",
                search: (before) => ({ ...before, view: next === "chart" ? "chart" : undefined }),
                replace: true,
              })
            }
            onRetry={() => askNow(text)}
          />
        </section>
      </div>
    </Page>
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow();
  return <span className={`number ${styles.keys}`}>{formatDuration(Math.max(0, now - since))}</span>;
}
