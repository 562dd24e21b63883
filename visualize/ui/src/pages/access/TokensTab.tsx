import { Button } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Token, tokensQuery, useRevokeToken } from "../../data/access";
import { useNow } from "../../data/clock";
import { Confirm } from "../../design/Confirm";
import { formatWhole } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Panel } from "../../design/Page";
import { Failure, Loading, StateView } from "../../design/StateView";
import { Status } from "../../design/Status";
import { Ago } from "../../design/Time";
import { NewTokenDialog } from "./NewTokenDialog";

/** The token in the data folder, which cannot be revoked. */
const FIRST = "admin";

const COLUMNS = [
  { title: "Token" },
  { title: "Role" },
  { title: "Last used" },
  { title: "Made" },
  { title: "Expires" },
  { title: "Limits" },
  { title: "" },
];

export function TokensTab() {
  const { data, error, refetch } = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const [going, setGoing] = useState<Token>();
  const revoke = useRevokeToken();
  const close = () => {
    setGoing(undefined);
    revoke.reset();
  };
  return (
    <>
      <Panel
        flush
        title="Tokens"
        aside={
          <Button leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)}>
            New token
          </Button>
        }
      >
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading label="Loading the tokens" />
          )
        ) : data.length === 0 ? (
          <StateView icon={<IconKey size={22} />} title="There are no tokens">
            A device needs one to send its events, a program to ask or to send.
          </StateView>
        ) : (
          <List label="Tokens" columns={COLUMNS}>
            {data.map((token) => (
              <Row key={token.id} token={token} onRevoke={() => setGoing(token)} />
            ))}
          </List>
        )}
      </Panel>
      <NewTokenDialog opened={making} onClose={() => setMaking(false)} />
      <Confirm
        opened={going !== undefined}
        title={`Revoke the token "${going?.name}"?`}
        action="Revoke it"
        error={revoke.error}
        pending={revoke.isPending}
        onClose={close}
        onConfirm={() => going && revoke.mutate(going.id, { onSuccess: close })}
      >
        Who sends it is refused from the next request on, and what is followed live with it ends. It cannot be
        made good again.
      </Confirm>
    </>
  );
}

function limitsOf({ eventsPerSecond, requestsPerSecond }: Token): string {
  const limits = [
    eventsPerSecond && `${formatWhole(eventsPerSecond)} events/s`,
    requestsPerSecond && `${formatWhole(requestsPerSecond)} requests/s`,
  ].filter(Boolean);
  return limits.length > 0 ? limits.join(", ") : "—";
}

function Row({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const now = useNow();
  const isOver = token.expires !== undefined && Date.parse(token.expires) <= now;
  return (
    <tr>
      <td>
        <span className={list.name}>{token.name}</span>
        <span className={`mono ${list.sub}`}>{token.id}</span>
      </td>
      <td>
        {token.role}
        {token.device && <span className={list.sub}>{token.device}</span>}
      </td>
      <td>{token.lastUsed ? <Ago at={token.lastUsed} /> : "never"}</td>
      <td>
        <Ago at={token.created} />
      </td>
      <td>
        {isOver ? (
          <Status tone="quiet">expired</Status>
        ) : token.expires ? (
          <Ago at={token.expires} />
        ) : (
          "never"
        )}
      </td>
      <td className="number">{limitsOf(token)}</td>
      <td data-right>
        {token.id !== FIRST && (
          <Button variant="subtle" color="red" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}
