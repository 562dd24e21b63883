import { IconRipple } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo } from "react";
import { samplePath, sampleQuery } from "../../data/samples";
import { Code } from "../../design/Code";
import { Failure } from "../../design/StateView";
import styles from "./sources.module.css";

const EVENT = '{"machine": "press-7", "time": "2026-03-01T09:30:00Z", "temperature": 61.5}';

/** A call that sends a sample to an address, ready to be pasted. */
function curlOf(address: string): string {
  return `curl ${address} \\
  -H "Authorization: Bearer $THALWEG_TOKEN" \\
  --data-binary '${EVENT}'`;
}

interface PostedSampleProps {
  /** Of the address that takes the sample. */
  id: string;
  onArrived: (text: string) => void;
}

/** An address to send a sample to, and the wait until it is there. */
export function PostedSample({ id, onArrived }: PostedSampleProps) {
  const { data, error, refetch } = useQuery(sampleQuery(id));
  const arrived = useEffectEvent(onArrived);
  useEffect(() => {
    if (data) arrived(data);
  }, [data]);
  const curl = useMemo(() => curlOf(window.location.origin + samplePath(id)), [id]);
  return (
    <div className={styles.form}>
      <div role="status" aria-live="polite" className={styles.arrival}>
        <span className={styles.drop} aria-hidden>
          <IconRipple size={22} />
        </span>
        <div>
          <p className={styles.arrivalTitle}>Waiting for a sample</p>
          <p className={styles.arrivalText}>
            Send it from where the events are. It shows here as it comes, is kept for 15 minutes, and goes
            into no stream.
          </p>
        </div>
      </div>
      <Code label="the call that sends a sample">{curl}</Code>
      <p className={styles.intro}>
        Or a whole file: <code>--data-binary @events.ndjson</code>, at most 256 KiB. The token stands in{" "}
        <code>THALWEG_TOKEN</code>; it is an engineer's or an administrator's, as{" "}
        <code>thalweg token --role engineer</code> makes one.
      </p>
      {error && <Failure error={error} retry={() => void refetch()} />}
    </div>
  );
}
