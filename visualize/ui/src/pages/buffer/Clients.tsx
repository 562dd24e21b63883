import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../data/session";
import type { Topics } from "../../data/topics";
import { Code } from "../../design/Code";
import { Status } from "../../design/Status";
import styles from "./buffer.module.css";
import { type Client, clientsOf } from "./clients";

const SETTING = `buffer:
  listener: {port: 9092}`;

type Where = Pick<Topics, "listener" | "cluster">;

/** Whether Kafka's clients are let in, in a word. */
export function ListenerState({ listener, cluster }: Where) {
  if (cluster) return <Status tone="good">outside cluster</Status>;
  return listener ? <Status tone="good">on</Status> : <Status tone="quiet">off</Status>;
}

interface ClientsProps extends Where {
  topic: string;
  /** Whether clients may append to it. */
  writable: boolean;
}

/** How Kafka's clients come in, or how they are let in. */
export function Clients({ listener, cluster, topic, writable }: ClientsProps) {
  if (cluster)
    return (
      <>
        <p className={styles.text}>
          The log is in an outside cluster, which lets its clients in itself, by its own rules:
        </p>
        <Code label="the cluster's address">{`bootstrap.servers=${cluster}`}</Code>
      </>
    );
  if (!listener)
    return (
      <>
        <p className={styles.text}>
          Nobody but the platform itself reads and writes the log. Kafka's clients (kcat, console tools, any
          program) are let in by this setting in <code>thalweg.yaml</code>. Kafka takes it in when it starts:
          save it, then stop the platform and start it again.
        </p>
        <Code label="the setting">{SETTING}</Code>
        <p className={styles.note}>
          They come in with the platform's tokens and rights, on this machine's loopback address unless{" "}
          <code>host</code> says another one.
        </p>
      </>
    );
  return (
    <Snippets
      key={topic}
      clients={clientsOf(listener, topic)}
      address={listener.address}
      writable={writable}
    />
  );
}

function Snippets({ clients, address, writable }: { clients: Client[]; address: string; writable: boolean }) {
  const [name, setName] = useState(clients[0]!.name);
  const { needs, file, read, write } = clients.find((client) => client.name === name) ?? clients[0]!;
  const isAdministrator = useSession()?.role === "administrator";
  return (
    <>
      <p className={styles.text}>
        Clients come in at <code>{address}</code> with a token's <b>id</b> for ID and its secret for SECRET.{" "}
        {isAdministrator ? (
          <Link to="/access">Make a token</Link>
        ) : (
          <>
            A token comes from an administrator, or from <code>thalweg token</code>
          </>
        )}
        : viewers read, engineers write too; devices send over HTTP.
      </p>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label="Client"
        data={clients.map((client) => client.name)}
        value={name}
        onChange={setName}
      />
      <div className={styles.snippets}>
        {file && (
          <div>
            <h3>{file.name}</h3>
            <Code label={file.name}>{file.text}</Code>
          </div>
        )}
        <div>
          <h3>Read</h3>
          <Code label={`what to paste into ${name} to read`}>{read}</Code>
        </div>
        {writable && write && (
          <div>
            <h3>Write</h3>
            <Code label={`what to paste into ${name} to write`}>{write}</Code>
            {name !== "Java" && (
              <p className={styles.note}>
                A line of <code>events</code> is an event's key, <code>|</code>, and the event as JSON.
              </p>
            )}
          </div>
        )}
      </div>
      <p className={styles.note}>{needs}</p>
    </>
  );
}
