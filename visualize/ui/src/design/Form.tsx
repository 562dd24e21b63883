import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { ApiError, isOffline } from "../data/errors";
import styles from "./Form.module.css";

/** A failure in one line, for the place beside what failed. */
export function wordsOf(error: unknown): string {
  if (isOffline(error)) return "The platform does not answer. Is it running?";
  if (error instanceof ApiError) return [error.message, error.detail, error.hint].filter(Boolean).join(". ");
  return String(error);
}

interface FormProps {
  children: ReactNode;
  /** The word on the button that sends it. */
  action: string;
  error?: unknown;
  pending?: boolean;
  disabled?: boolean;
  onSubmit: () => void;
  onCancel?: () => void;
}

/** Fields one below the other, what was wrong with them, and what to do. */
export function Form({ children, action, error, pending, disabled, onSubmit, onCancel }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
      {error ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
          {wordsOf(error)}
        </Alert>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={pending} disabled={disabled}>
          {action}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
