import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../data/session";
import { Code } from "../../design/Code";
import styles from "./buffer.module.css";
import { type Client, clientsOf } from "./clients";
import { ListenerSwitch, type Where } from "./ListenerSwitch";

interface ClientsProps {
  where: Where;
  topic: string;
  /** Whether clients may append to it. */
  writable: boolean;
}

/** How Kafka's clients come in, or how they are let in. */
export function Clients({ where, topic, writable }: ClientsProps) {
  const { listener, cluster } = where;
  return (
    <>
      <ListenerSwitch where={where} />
      {cluster ? (
        <>
          <p className={styles.text}>Its clients come in by its own rules, at its own address:</p>
          <Code label="the cluster's address">{`bootstrap.servers=${cluster}`}</Code>
        </>
      ) : (
        listener && (
          <Snippets
            key={topic}
            clients={clientsOf(listener, topic)}
            address={listener.address}
            writable={writable}
          />
        )
      )}
    </>
  );
}

function Snippets({ clients, address, writable }: { clients: Client[]; address: string; writable: boolean }) {
  const [name, setName] = useState(clients[0]!.name);
  const { needs, file, read, write, takesLines } =
    clients.find((client) => client.name === name) ?? clients[0]!;
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
            {takesLines && (
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
