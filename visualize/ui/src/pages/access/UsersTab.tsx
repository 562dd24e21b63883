import { Button, Modal, PasswordInput, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Role,
  type User,
  useChangeUser,
  useCreateUser,
  useRemoveUser,
  usersQuery,
} from "../../data/access";
import { Confirm } from "../../design/Confirm";
import { Form, wordsOf } from "../../design/Form";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Panel } from "../../design/Page";
import { Failure, Loading } from "../../design/StateView";
import { Ago } from "../../design/Time";

const ROLES: Role[] = ["viewer", "engineer", "administrator"];
const COLUMNS = [{ title: "User" }, { title: "Role" }, { title: "Since" }, { title: "" }];
const VISIBILITY = { "aria-label": "Show the password" };

type Doing = { what: "new" } | { what: "password" | "remove"; user: User };

/** @param own the name of who looks at it */
export function UsersTab({ own }: { own: string }) {
  const { data, error, refetch } = useQuery(usersQuery);
  const [doing, setDoing] = useState<Doing>();
  const remove = useRemoveUser();
  const close = () => {
    setDoing(undefined);
    remove.reset();
  };
  const going = doing?.what === "remove" ? doing.user : undefined;
  return (
    <>
      <Panel
        flush
        title="Users"
        aside={
          <Button leftSection={<IconPlus size={14} />} onClick={() => setDoing({ what: "new" })}>
            New user
          </Button>
        }
      >
        {data ? (
          <List label="Users" columns={COLUMNS}>
            {data.map((user) => (
              <Row
                key={user.name}
                user={user}
                isOwn={user.name === own}
                onPassword={() => setDoing({ what: "password", user })}
                onRemove={() => setDoing({ what: "remove", user })}
              />
            ))}
          </List>
        ) : error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the users" />
        )}
      </Panel>
      <Modal opened={doing?.what === "new"} onClose={close} title="New user" centered>
        <NewUser onDone={close} />
      </Modal>
      <Modal
        opened={doing?.what === "password"}
        onClose={close}
        title={doing?.what === "password" ? `Another password for ${doing.user.name}` : undefined}
        centered
      >
        {doing?.what === "password" && <Password user={doing.user} onDone={close} />}
      </Modal>
      <Confirm
        opened={going !== undefined}
        title={`Remove ${going?.name}?`}
        action="Remove the user"
        error={remove.error}
        pending={remove.isPending}
        onClose={close}
        onConfirm={() => going && remove.mutate(going.name, { onSuccess: close })}
      >
        Their sessions end, and they cannot sign in any more. What they made stays.
      </Confirm>
    </>
  );
}

interface RowProps {
  user: User;
  isOwn: boolean;
  onPassword: () => void;
  onRemove: () => void;
}

function Row({ user, isOwn, onPassword, onRemove }: RowProps) {
  const change = useChangeUser(user.name);
  return (
    <tr>
      <td>
        <span className={list.name}>{user.name}</span>
        {isOwn && <span className={list.sub}>you</span>}
      </td>
      <td>
        <Select
          size="xs"
          w={160}
          aria-label={`Role of ${user.name}`}
          allowDeselect={false}
          // An administrator who is none any more could not take it back.
          disabled={isOwn || change.isPending}
          data={ROLES}
          value={user.role}
          error={change.error ? wordsOf(change.error) : undefined}
          onChange={(role) => role && change.mutate({ role: role as Role })}
        />
      </td>
      <td>
        <Ago at={user.created} />
      </td>
      <td data-right>
        {!isOwn && (
          <>
            <Button variant="subtle" aria-label={`Set the password of ${user.name}`} onClick={onPassword}>
              Set password
            </Button>
            <Button variant="subtle" color="red" aria-label={`Remove ${user.name}`} onClick={onRemove}>
              Remove
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

function NewUser({ onDone }: { onDone: () => void }) {
  const create = useCreateUser();
  const [user, setUser] = useState<{ name: string; role: Role; password: string }>({
    name: "",
    role: "viewer",
    password: "",
  });
  return (
    <Form
      action="Add the user"
      error={create.error}
      pending={create.isPending}
      onSubmit={() => create.mutate(user, { onSuccess: onDone })}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        description="Of a–z, 0–9 and . _ @ -"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        data-autofocus
        value={user.name}
        onChange={(event) => setUser({ ...user, name: event.currentTarget.value })}
      />
      <Select
        label="Role"
        allowDeselect={false}
        data={ROLES}
        value={user.role}
        onChange={(role) => role && setUser({ ...user, role: role as Role })}
      />
      <PasswordInput
        label="Password"
        description="At least 10 characters"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={user.password}
        onChange={(event) => setUser({ ...user, password: event.currentTarget.value })}
        visibilityToggleButtonProps={VISIBILITY}
      />
    </Form>
  );
}

function Password({ user, onDone }: { user: User; onDone: () => void }) {
  const change = useChangeUser(user.name);
  const [password, setPassword] = useState("");
  return (
    <Form
      action="Set the password"
      error={change.error}
      pending={change.isPending}
      onSubmit={() => change.mutate({ password }, { onSuccess: onDone })}
      onCancel={onDone}
    >
      <PasswordInput
        label="New password"
        description="At least 10 characters. The user's sessions end."
        autoComplete="new-password"
        required
        withAsterisk={false}
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={VISIBILITY}
      />
    </Form>
  );
}
