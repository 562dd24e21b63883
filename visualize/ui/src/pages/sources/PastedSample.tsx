import { Button, FileButton, Menu, Textarea } from "@mantine/core";
import { IconArrowRight, IconFileUpload, IconSparkles } from "@tabler/icons-react";
import { type DragEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { plural } from "../../design/format";
import { Status } from "../../design/Status";
import { EXAMPLES } from "./examples";
import { isSample, type Sample } from "./guess/cells";
import { nameOf } from "./guess/guess";
import { readSample } from "./guess/sample";
import styles from "./sources.module.css";

/** More of a file than this makes no better guess, and is cut behind a line. */
const MOST_BYTES = 1_000_000;

const DELIMITERS: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

function kindOf({ format, delimiter }: Sample): string {
  if (format === "csv") return `CSV, cut by ${DELIMITERS[delimiter ?? ","]}`;
  return format === "json" ? "JSON" : "JSON, an event a line";
}

interface PastedSampleProps {
  text: string;
  onChange: (text: string) => void;
  /** With a name for the stream, where the sample suggests one. */
  onNext: (sample: Sample, name: string) => void;
}

/** A text that was pasted, dropped or posted, read as the events that it holds. */
export function PastedSample({ text, onChange, onNext }: PastedSampleProps) {
  const read = useDeferredValue(text);
  const sample = useMemo(() => (read.trim() === "" ? undefined : readSample(read)), [read]);
  const good = sample && isSample(sample) ? sample : undefined;
  const problem = sample && !isSample(sample) ? sample : undefined;
  const [name, setName] = useState("");
  const [over, setOver] = useState(false);
  const reset = useRef<() => void>(null);

  const take = async (file: File | null) => {
    if (!file) return;
    const whole = file.size <= MOST_BYTES;
    const piece = await file.slice(0, MOST_BYTES).text();
    setName(nameOf(file.name));
    onChange(whole ? piece : piece.slice(0, piece.lastIndexOf("\n") + 1));
    reset.current?.();
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    void take(file);
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        // What was read may be of a text from before.
        const whole = readSample(text);
        if (isSample(whole)) onNext(whole, name);
      }}
    >
      <p className={styles.intro}>
        As a device or an application sends them: a JSON object, an array, one object a line, or CSV whose
        first row names the fields. The more of them, the better the guess.
      </p>
      <Textarea
        aria-label="Sample of events"
        data-autofocus
        autosize
        minRows={10}
        maxRows={22}
        spellCheck={false}
        data-over={over || undefined}
        classNames={{ input: styles.sample }}
        placeholder={'{"machine": "press-7", "time": "2026-03-01T09:30:00Z", "temperature": 61.5}'}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        error={problem && `${problem.line ? `Line ${problem.line}: ` : ""}${problem.problem}.`}
      />
      <div className={styles.bar}>
        <FileButton
          onChange={(file) => void take(file)}
          resetRef={reset}
          accept=".json,.ndjson,.jsonl,.csv,.tsv,.txt"
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileUpload size={14} />}>
              From a file
            </Button>
          )}
        </FileButton>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" leftSection={<IconSparkles size={14} />}>
              An example
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {EXAMPLES.map(({ label, name: suggested, text: example }) => (
              <Menu.Item
                key={label}
                onClick={() => {
                  setName(suggested);
                  onChange(example);
                }}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <span className={styles.read} role="status">
          {good && (
            <Status tone="good">
              {good.more ? "The first " : ""}
              {plural(good.events.length, "event")}, read as {kindOf(good)}
            </Status>
          )}
        </span>
        <Button type="submit" disabled={!good} rightSection={<IconArrowRight size={14} />}>
          Look at its fields
        </Button>
      </div>
    </form>
  );
}
