import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { toLocalField } from "../../design/format";
import styles from "./buffer.module.css";

type Kind = "newest" | "beginning" | "offset" | "time";

function kindOf(from: string | undefined): Kind {
  if (from === undefined) return "newest";
  if (from === "beginning") return "beginning";
  return /^\d+$/.test(from) ? "offset" : "time";
}

interface JumpToProps {
  /** Where is looked at now. */
  from?: string;
  onJump: (from: string | undefined) => void;
}

/** Chooses where in a partition is looked at. */
export function JumpTo({ from, onJump }: JumpToProps) {
  const [asking, setAsking] = useState<Kind>();
  const kind = asking ?? kindOf(from);
  const choose = (chosen: string) => {
    if (chosen === "offset" || chosen === "time") setAsking(chosen);
    else {
      setAsking(undefined);
      onJump(chosen === "newest" ? undefined : chosen);
    }
  };
  const jump = (place: string) => {
    setAsking(undefined);
    onJump(place);
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Begin at"
        data={[
          { value: "newest", label: "Newest" },
          { value: "beginning", label: "Oldest" },
          { value: "offset", label: "Offset" },
          { value: "time", label: "Time" },
        ]}
        value={kind}
        onChange={choose}
      />
      {(kind === "offset" || kind === "time") && (
        <At
          key={`${kind} ${from}`}
          kind={kind}
          from={kindOf(from) === kind ? from : undefined}
          onJump={jump}
        />
      )}
    </>
  );
}

/** The field for an offset, or for a time in the viewer's zone. */
function At({
  kind,
  from,
  onJump,
}: {
  kind: "offset" | "time";
  from?: string;
  onJump: (place: string) => void;
}) {
  const isTime = kind === "time";
  const [text, setText] = useState(() =>
    isTime ? toLocalField(from ? new Date(from) : new Date(Date.now() - 3_600_000)) : (from ?? ""),
  );
  const place = isTime ? timeOf(text) : /^\d+$/.test(text.trim()) ? text.trim() : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (place !== undefined) onJump(place);
  };
  return (
    <form className={styles.jump} onSubmit={submit}>
      <TextInput
        size="xs"
        w={isTime ? 190 : 130}
        type={isTime ? "datetime-local" : "text"}
        step={isTime ? 1 : undefined}
        inputMode={isTime ? undefined : "numeric"}
        aria-label={isTime ? "Appended since" : "From offset"}
        placeholder={isTime ? undefined : "offset"}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={place === undefined}>
        Go
      </Button>
    </form>
  );
}

function timeOf(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
