import { Modal, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useChangePassword } from "../data/access";
import { forget } from "../data/session";
import { Form } from "../design/Form";

/** Changes the own password; whoever did it signs in anew. */
export function ChangePassword({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Change your password" centered>
      <Fields onClose={onClose} />
    </Modal>
  );
}

function Fields({ onClose }: { onClose: () => void }) {
  const change = useChangePassword();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const done = () => {
    onClose();
    forget(client);
    void navigate({ to: "/login" });
  };
  return (
    <Form
      action="Change it and sign in anew"
      error={change.error}
      pending={change.isPending}
      onSubmit={() => change.mutate({ current, password }, { onSuccess: done })}
      onCancel={onClose}
    >
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": "Show the current password" }}
      />
      <PasswordInput
        label="New password"
        description="At least 10 characters. All your sessions end, this one too."
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": "Show the new password" }}
      />
    </Form>
  );
}
