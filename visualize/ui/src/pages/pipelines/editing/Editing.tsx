import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDeviceFloppy, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { ApiError, type Problem } from "../../../data/errors";
import { catalogQuery, checkQuery, type ProjectFile, usePreview, useSave } from "../../../data/project";
import { Editor, type EditorHandle } from "../../../design/Editor";
import { plural } from "../../../design/format";
import { pipelineLanguage } from "../../../design/languages";
import { Panel } from "../../../design/Page";
import { Failure } from "../../../design/StateView";
import { Status } from "../../../design/Status";
import { ChangeDialog } from "../../project/ChangeDialog";
import { namesOf } from "./completion";
import styles from "./editing.module.css";
import { Mistakes } from "./Mistakes";
import { mistakesOf } from "./mistakes";
import { Overtaken } from "./Overtaken";
import { PreviewPanel } from "./PreviewPanel";
import { useDraft } from "./useDraft";

/** How long typing rests before the text is checked, in milliseconds. */
const REST = 350;
const EVENTS = ["1000", "10000", "100000"];
const NONE: Problem[] = [];

interface EditingProps {
  file: ProjectFile;
  /** Called when the file is written. */
  onSaved?: () => void;
  /** Called when what was typed is thrown away. */
  onDiscard?: () => void;
}

/** A pipeline's file, changed in place: checked while one types, tried on recent events, saved. */
export function Editing({ file, onSaved, onDiscard }: EditingProps) {
  const { path } = file;
  const { text, base, changed, overtaken, type, rebase, discard } = useDraft(file);
  const [rested] = useDebouncedValue(text, REST);
  const check = useQuery(checkQuery(path, rested));
  const problems = check.data ?? NONE;
  const mistakes = useMemo(() => mistakesOf(problems, path, rested), [problems, path, rested]);
  const catalog = useQuery(catalogQuery).data;
  const language = useMemo(() => pipelineLanguage(catalog && namesOf(catalog)), [catalog]);
  const editor = useRef<EditorHandle>(null);
  const preview = usePreview();
  const [events, setEvents] = useState("10000");
  const trial = useSave();
  const save = useSave();
  const [asking, setAsking] = useState(false);
  const isTold = (error: unknown) => isToldElsewhere(error, file.etag === undefined);

  const tryIt = (text: string) => preview.mutate({ path, text, events: Number(events) });
  const ask = (text: string) => {
    if (text === file.text || overtaken || trial.isPending) return;
    save.reset();
    trial.mutate({ path, text, base, dry: true }, { onSuccess: () => setAsking(true) });
  };
  const saveIt = () =>
    save.mutate(
      { path, text, base, dry: false },
      {
        onSuccess: () => {
          discard();
          setAsking(false);
          onSaved?.();
        },
        onError: (error) => {
          if (isTold(error)) setAsking(false);
        },
      },
    );

  return (
    <>
      {overtaken && <Overtaken file={file} onKeep={rebase} onTake={discard} />}
      <Panel
        flush
        title={path}
        aside={
          <State
            changed={changed}
            saved={save.isSuccess}
            checking={check.isFetching || rested !== text}
            count={problems.length}
          />
        }
      >
        <div className={styles.editor}>
          <Editor
            ref={editor}
            label={`Definition in ${path}`}
            value={text}
            language={language}
            onChange={type}
            onRun={tryIt}
            onSave={ask}
            mistakes={mistakes}
          />
        </div>
        <Mistakes
          problems={problems}
          path={path}
          onChoose={(problem) => {
            const [place] = mistakesOf([problem], path, rested);
            if (place) editor.current?.goTo(place);
          }}
        />
        {check.error && <Failure error={check.error} retry={() => void check.refetch()} />}
        {trial.error && !isTold(trial.error) && <Failure error={trial.error} retry={() => ask(text)} />}
        <div className={styles.bar}>
          <Button
            variant="default"
            leftSection={<IconPlayerPlayFilled size={12} />}
            loading={preview.isPending}
            onClick={() => tryIt(text)}
          >
            Preview
          </Button>
          <Select
            aria-label="Events to preview on"
            size="xs"
            w={230}
            allowDeselect={false}
            value={events}
            onChange={(chosen) => setEvents(chosen ?? "10000")}
            data={EVENTS.map((value) => ({
              value,
              label: `on the last ${Number(value).toLocaleString("en")} events`,
            }))}
          />
          <span className={styles.gap} />
          {changed && (
            <Button
              variant="subtle"
              color="red"
              onClick={() => {
                discard();
                onDiscard?.();
              }}
            >
              Discard
            </Button>
          )}
          <Button
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={!changed || overtaken || problems.length > 0}
            loading={trial.isPending}
            onClick={() => ask(text)}
          >
            Save
          </Button>
        </div>
      </Panel>
      {!preview.isIdle && (
        <PreviewPanel
          preview={preview.data}
          running={preview.isPending}
          error={preview.error}
          stale={preview.variables?.text !== text}
          onRetry={() => tryIt(text)}
        />
      )}
      <ChangeDialog
        title={`Save ${path}?`}
        action="Save"
        opened={asking}
        effects={trial.data?.effects ?? []}
        saving={save.isPending}
        error={isTold(save.error) ? undefined : save.error}
        onSave={saveIt}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

/** Mistakes stand at their places, and that somebody was faster above the editor; of a new file, nowhere yet. */
function isToldElsewhere(error: unknown, isNew: boolean): boolean {
  return error instanceof ApiError && (error.problems !== undefined || (error.status === 412 && !isNew));
}

interface StateProps {
  changed: boolean;
  saved: boolean;
  checking: boolean;
  count: number;
}

function State({ changed, saved, checking, count }: StateProps) {
  return (
    <span className={styles.state} role="status">
      {changed ? <span>not saved</span> : saved ? <span>saved</span> : null}
      {count > 0 ? (
        <Status tone="bad">{plural(count, "mistake")}</Status>
      ) : checking ? (
        <span>checking…</span>
      ) : (
        <Status tone="good">No mistakes</Status>
      )}
    </span>
  );
}
