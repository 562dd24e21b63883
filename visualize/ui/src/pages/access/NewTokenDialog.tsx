import { Alert, Button, Modal, NumberInput, Select, TextInput } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type CreatedToken, type Role, useCreateToken } from "../../data/access";
import { streamsQuery } from "../../data/streams";
import { Code } from "../../design/Code";
import { Form } from "../../design/Form";
import form from "../../design/Form.module.css";
import { sampleEvent } from "../streams/sample";
import { curlOf, EMPTY, type TokenForm, wantedOf } from "./token";

const ROLES = [
  { value: "device", label: "device: appends its own events" },
  { value: "viewer", label: "viewer: sees everything but users and tokens" },
  { value: "engineer", label: "engineer: that, appends events, changes what runs" },
  { value: "administrator", label: "administrator: that, and users and tokens" },
];

const EXPIRES = [
  { value: "1d", label: "in a day" },
  { value: "30d", label: "in 30 days" },
  { value: "90d", label: "in 90 days" },
  { value: "365d", label: "in a year" },
  { value: "", label: "never" },
];

/** An event and where it is sent to. */
type Example = { stream: string; event: Record<string, unknown> };

interface NewTokenDialogProps {
  opened: boolean;
  onClose: () => void;
  /** What the form holds at first, where that is known. */
  wanted?: Partial<TokenForm>;
  /** What the call that is shown with the token sends. */
  example?: Example;
}

/** Makes a token, and shows it this once. */
export function NewTokenDialog({ opened, onClose, wanted, example }: NewTokenDialogProps) {
  const create = useCreateToken();
  const created = create.data;
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={created ? `The token "${created.name}"` : "New token"}
      size="lg"
      centered
      // It would be gone for good.
      closeOnClickOutside={!created}
    >
      {created ? (
        <Created created={created} example={example} onClose={close} />
      ) : (
        <Fields create={create} wanted={wanted} onCancel={close} />
      )}
    </Modal>
  );
}

interface FieldsProps {
  create: ReturnType<typeof useCreateToken>;
  wanted: NewTokenDialogProps["wanted"];
  onCancel: () => void;
}

function Fields({ create, wanted, onCancel }: FieldsProps) {
  const [token, setToken] = useState<TokenForm>({ ...EMPTY, ...wanted });
  const change = (part: Partial<TokenForm>) => setToken({ ...token, ...part });
  return (
    <Form
      action="Make the token"
      error={create.error}
      pending={create.isPending}
      onSubmit={() => create.mutate(wantedOf(token))}
      onCancel={onCancel}
    >
      <Select
        label="Role"
        allowDeselect={false}
        data={ROLES}
        value={token.role}
        onChange={(role) => role && change({ role: role as Role })}
      />
      {token.role === "device" && (
        <TextInput
          label="Device"
          description="The key that its events must have"
          required
          withAsterisk={false}
          data-autofocus
          value={token.device}
          onChange={(event) => change({ device: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="Name"
        description={`For people; else the ${token.role === "device" ? "device" : "role"}`}
        value={token.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label="Expires"
        allowDeselect={false}
        data={EXPIRES}
        value={token.expires}
        onChange={(expires) => change({ expires: expires ?? "" })}
      />
      <NumberInput
        label="Events a second at most"
        placeholder="no limit"
        min={1}
        allowDecimal={false}
        value={token.eventsPerSecond}
        onChange={(value) => change({ eventsPerSecond: value === "" ? "" : Number(value) })}
      />
      <NumberInput
        label="Requests a second at most"
        placeholder="no limit"
        min={1}
        allowDecimal={false}
        value={token.requestsPerSecond}
        onChange={(value) => change({ requestsPerSecond: value === "" ? "" : Number(value) })}
      />
    </Form>
  );
}

interface CreatedProps {
  created: CreatedToken;
  example: Example | undefined;
  onClose: () => void;
}

function Created({ created, example, onClose }: CreatedProps) {
  const streams = useQuery(streamsQuery).data;
  const stream = example
    ? streams?.find(({ name }) => name === example.stream)
    : streams?.find(({ key }) => key !== undefined);
  const event = stream && {
    stream: stream.name,
    event: {
      ...(example?.event ?? sampleEvent(stream)),
      ...(stream.key && created.device ? { [stream.key]: created.device } : {}),
    },
  };
  return (
    <div className={form.form}>
      <Alert color="orange" icon={<IconEyeOff size={18} />}>
        It is shown this once. Whoever has it may do what its role may.
      </Alert>
      <Code label="the token">{created.token}</Code>
      <Code label="a call with it">{curlOf(window.location.origin, created, event)}</Code>
      <div className={form.buttons}>
        <Button onClick={onClose}>I have it</Button>
      </div>
    </div>
  );
}
