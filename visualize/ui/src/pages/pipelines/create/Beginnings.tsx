import { Button, Select, TextInput } from "@mantine/core";
import { IconArrowRight, IconRipple } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Stream } from "../../../data/streams";
import { Panel } from "../../../design/Page";
import { StateView } from "../../../design/StateView";
import styles from "../pipelines.module.css";
import { type Beginning, beginningsOf, nameProblem } from "./template";

const LABELS: Record<Beginning, string> = {
  windows: "An average and a count of each minute",
  rows: "Its rows, to be picked and changed",
};

interface BeginningsProps {
  streams: Stream[];
  /** The one that is chosen at first. */
  stream: string | undefined;
  /** Names that no pipeline can have any more. */
  taken: readonly string[];
  onBegin: (name: string, stream: Stream, beginning: Beginning) => void;
}

/** What a new pipeline is called, what it reads, and what it begins as. */
export function Beginnings({ streams, stream, taken, onBegin }: BeginningsProps) {
  const [chosen, setChosen] = useState(stream);
  const [name, setName] = useState("");
  const [wanted, setWanted] = useState<Beginning>("windows");
  const of = streams.find((each) => each.name === chosen) ?? streams[0];
  if (!of)
    return (
      <Panel>
        <StateView icon={<IconRipple size={22} />} title="There is no stream to read yet">
          <Link to="/sources/new">Make one from a sample of its events</Link>, and come back.
        </StateView>
      </Panel>
    );
  const beginnings = beginningsOf(of);
  const beginning = beginnings.includes(wanted) ? wanted : beginnings[0]!;
  const problem = nameProblem(name, taken);
  return (
    <Panel title="What it begins as">
      <form
        className={styles.beginnings}
        onSubmit={(event) => {
          event.preventDefault();
          if (!problem) onBegin(name, of, beginning);
        }}
      >
        <TextInput
          label="Name"
          description="Of the pipeline, of its file and of the table it writes"
          data-autofocus
          required
          spellCheck={false}
          classNames={{ input: "mono" }}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={name ? problem : undefined}
        />
        <Select
          label="Reads"
          description="More of them are joined in its SQL"
          allowDeselect={false}
          data={streams.map((each) => each.name)}
          value={of.name}
          onChange={(value) => value && setChosen(value)}
        />
        <Select
          label="Begins with"
          description={of.eventTime ? "All of it can be changed" : "Without an event time it has no windows"}
          allowDeselect={false}
          data={beginnings.map((value) => ({ value, label: LABELS[value] }))}
          value={beginning}
          onChange={(value) => value && setWanted(value as Beginning)}
        />
        <Button type="submit" disabled={problem !== undefined} rightSection={<IconArrowRight size={14} />}>
          Write its SQL
        </Button>
      </form>
    </Panel>
  );
}
