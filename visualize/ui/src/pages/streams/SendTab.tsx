import { useMemo } from "react";
import type { Stream } from "../../data/streams";
import { Panel } from "../../design/Page";
import { Snippets } from "./Snippets";
import { sampleEvent } from "./sample";
import styles from "./streams.module.css";

export function SendTab({ stream }: { stream: Stream }) {
  const event = useMemo(() => sampleEvent(stream), [stream]);
  return (
    <Panel title={`Send to ${stream.name}`}>
      <p className={styles.intro}>
        One event as a JSON object, many as an array or as one JSON object a line (
        <code>application/x-ndjson</code>). The answer says how many were accepted, and of each refused one
        why. A token comes from <code>thalweg token</code>.
      </p>
      <Snippets stream={stream.name} event={event} />
    </Panel>
  );
}
