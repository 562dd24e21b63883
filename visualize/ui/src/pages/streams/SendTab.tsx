import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Stream } from "../../data/streams";
import { Code } from "../../design/Code";
import { Panel } from "../../design/Page";
import { sampleEvent, snippets } from "./sample";
import styles from "./streams.module.css";

export function SendTab({ stream }: { stream: Stream }) {
  const all = useMemo(() => snippets(window.location.origin, stream.name, sampleEvent(stream)), [stream]);
  const [language, setLanguage] = useState("curl");
  const shown = all.find((each) => each.language === language) ?? all[0]!;
  return (
    <Panel title={`Send to ${stream.name}`}>
      <p className={styles.intro}>
        One event as a JSON object, many as an array or as one JSON object a line (
        <code>application/x-ndjson</code>). The answer says how many were accepted, and of each refused one
        why. A token comes from <code>thalweg token</code>.
      </p>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label="Language"
        data={all.map((each) => each.language)}
        value={language}
        onChange={setLanguage}
      />
      <Code label={`the ${shown.language} code`}>{shown.code}</Code>
      <p className={styles.needs}>{shown.needs}</p>
    </Panel>
  );
}
