import { Switch } from "@mantine/core";
import { lazy, Suspense, useId, useState } from "react";
import { useMayChange } from "../../data/session";
import type { Topics } from "../../data/topics";
import { Status } from "../../design/Status";
import styles from "./buffer.module.css";

// With what reads and writes YAML; most who look at the page switch nothing.
const SwitchDialog = lazy(() => import("./SwitchDialog"));

export type Where = Pick<Topics, "listener" | "next" | "cluster">;

/** Whether Kafka's clients are let in, in a word. */
export function ListenerState({ listener, next, cluster }: Where) {
  if (cluster) return <Status tone="good">outside cluster</Status>;
  if (next && next.enabled !== (listener !== undefined))
    return <Status tone="warn">{next.enabled ? "on" : "off"} after the next start</Status>;
  return listener ? <Status tone="good">on</Status> : <Status tone="quiet">off</Status>;
}

function whyNot({ cluster }: Where, mayChange: boolean): string | undefined {
  if (cluster) return "The log is in an outside cluster, which lets its clients in itself.";
  return mayChange ? undefined : "Engineers and administrators switch it; you read.";
}

/** What is so now, and what will be. */
function wordsOf({ listener, next }: Where): string {
  const place = next?.address?.endsWith(":0") ? "at a free port" : `at ${next?.address}`;
  if (next?.enabled)
    return `It is in thalweg.yaml. The log takes it in when it starts: stop the platform and start it again, and clients come in ${place}.`;
  if (next)
    return `It is in thalweg.yaml. Until the platform is stopped and started again clients still come in at ${listener?.address}.`;
  return listener
    ? `Clients come in at ${listener.address} with the platform's tokens and rights.`
    : "Nobody but the platform itself reads and writes the log.";
}

/** Lets Kafka's clients in, or keeps them out: a setting of the project, for those who may change it. */
export function ListenerSwitch({ where }: { where: Where }) {
  const reason = whyNot(where, useMayChange());
  const note = useId();
  const [asking, setAsking] = useState<boolean>();
  const wanted = where.next?.enabled ?? where.listener !== undefined;
  return (
    <div className={styles.switch}>
      <Switch
        label="Let Kafka clients in"
        aria-describedby={note}
        checked={wanted}
        disabled={reason !== undefined}
        onChange={(event) => setAsking(event.currentTarget.checked)}
      />
      <p id={note} className={styles.note}>
        {reason ?? wordsOf(where)}
      </p>
      {asking !== undefined && (
        <Suspense fallback={null}>
          <SwitchDialog on={asking} onClose={() => setAsking(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
