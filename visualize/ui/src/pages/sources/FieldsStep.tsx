import { Alert, Button, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { ApiError } from "../../data/errors";
import { useSave } from "../../data/project";
import { Code } from "../../design/Code";
import { plural } from "../../design/format";
import { Panel } from "../../design/Page";
import { Failure } from "../../design/StateView";
import { Status } from "../../design/Status";
import { FieldRow } from "./FieldRow";
import { definitionOf } from "./guess/definition";
import { flat, keyOf, type Path, withField } from "./guess/fields";
import type { FieldDraft, StreamDraft } from "./guess/guess";
import styles from "./sources.module.css";
import { useMistakes } from "./useMistakes";

interface FieldsStepProps {
  draft: StreamDraft;
  onChange: (draft: StreamDraft) => void;
  onBack: () => void;
  onMade: (name: string) => void;
}

/** What was guessed, to be corrected; the file that comes of it stands beside. */
export function FieldsStep({ draft, onChange, onBack, onMade }: FieldsStepProps) {
  const { text } = definitionOf(draft);
  const mistakes = useMistakes(draft);
  const save = useSave();
  const path = `streams/${draft.name || "…"}.yaml`;
  const count =
    mistakes.fields.size +
    mistakes.rest.length +
    (mistakes.name && draft.name ? 1 : 0) +
    (mistakes.eventTime ? 1 : 0);
  const ready = !mistakes.checking && count === 0 && !mistakes.name;

  const change = (path: Path, part: Partial<FieldDraft>) => {
    const fields = withField(draft.fields, path, part);
    const is = (chosen: string | undefined, good: (field: FieldDraft) => boolean) =>
      fields.some((field) => field.name === chosen && field.kept && good(field)) ? chosen : undefined;
    onChange({
      ...draft,
      fields,
      key: is(draft.key, () => true),
      eventTime: is(draft.eventTime, ({ type }) => type === "timestamp"),
    });
  };
  const make = () => save.mutate({ path, text, dry: false }, { onSuccess: () => onMade(draft.name) });

  return (
    <form
      className={styles.fieldsStep}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !save.isPending) make();
      }}
    >
      <Panel title="What it is">
        <div className={styles.naming}>
          <TextInput
            label="Name"
            description="In SQL, in addresses, and of its file"
            autoFocus
            required
            spellCheck={false}
            classNames={{ input: "mono" }}
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
            error={draft.name ? mistakes.name : undefined}
          />
          <TextInput
            label="Description"
            description="For people; may be empty"
            value={draft.description}
            onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
          />
          <TextInput
            label="Lateness"
            description={
              draft.eventTime
                ? "How far events may lie behind those before them"
                : "Of streams with an event time"
            }
            disabled={!draft.eventTime}
            value={draft.lateness}
            onChange={(event) => onChange({ ...draft, lateness: event.currentTarget.value })}
            error={mistakes.eventTime}
          />
        </div>
      </Panel>
      <Panel
        flush
        title={`${plural(draft.fields.length, "field")} found`}
        aside="A guess: look at types, key and event time"
      >
        <div className={styles.fieldHead} aria-hidden>
          <span>Field</span>
          <span>Type</span>
          <span>Key</span>
          <span>Time</span>
          <span>Required</span>
          <span>Unit</span>
          <span>Description</span>
        </div>
        <ul className={styles.fields}>
          {flat(draft.fields).map(({ field, path }) => (
            <FieldRow
              key={keyOf(path)}
              field={field}
              path={path}
              isKey={path.length === 1 && draft.key === field.name}
              isTime={path.length === 1 && draft.eventTime === field.name}
              problem={mistakes.fields.get(keyOf(path))}
              onChange={(part) => change(path, part)}
              onKey={(is) => onChange({ ...draft, key: is ? field.name : undefined })}
              onTime={(is) => onChange({ ...draft, eventTime: is ? field.name : undefined })}
            />
          ))}
        </ul>
        <p className={styles.about}>
          Events of one key stay in order. {draft.key ? "" : "Without a key they are spread evenly. "}
          Windows go by the event time{draft.eventTime ? "." : "; without one the stream cannot be windowed."}
        </p>
      </Panel>
      <Panel
        title={path}
        aside={
          <span role="status">
            {count > 0 ? (
              <Status tone="bad">{plural(count, "mistake")}</Status>
            ) : mistakes.checking ? (
              "checking…"
            ) : mistakes.name ? (
              "it has no name yet"
            ) : (
              <Status tone="good">No mistakes</Status>
            )}
          </span>
        }
      >
        <Code label="the definition">{text}</Code>
        {mistakes.rest.map((words) => (
          <Alert key={words} mt="sm" color="red" icon={<IconAlertTriangle size={18} />} role="alert">
            {words}
          </Alert>
        ))}
        {mistakes.error ? <Failure error={mistakes.error} /> : null}
        {save.error && !(save.error instanceof ApiError && save.error.problems) ? (
          <Refused error={save.error} path={path} />
        ) : null}
        <div className={styles.buttons}>
          <Button variant="default" leftSection={<IconArrowLeft size={14} />} onClick={onBack}>
            Another sample
          </Button>
          <Button
            type="submit"
            leftSection={<IconPlus size={14} />}
            disabled={!ready}
            loading={save.isPending}
          >
            Create the stream
          </Button>
        </div>
      </Panel>
    </form>
  );
}

function Refused({ error, path }: { error: unknown; path: string }) {
  if (error instanceof ApiError && (error.status === 412 || error.status === 428))
    return (
      <Alert mt="sm" color="red" icon={<IconAlertTriangle size={18} />} role="alert">
        {`There is a file ${path} already. Give the stream another name.`}
      </Alert>
    );
  return <Failure error={error} />;
}
