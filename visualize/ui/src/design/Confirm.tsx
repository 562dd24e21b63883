import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./Form.module.css";
import { Failure } from "./StateView";

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What happens then. */
  children: ReactNode;
  /** The word on the button that does it. */
  action: string;
  error?: unknown;
  pending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more before something is gone. */
export function Confirm({
  opened,
  title,
  children,
  action,
  error,
  pending,
  onConfirm,
  onClose,
}: ConfirmProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <p className={styles.text}>{children}</p>
      {error ? <Failure error={error} /> : null}
      <div className={styles.buttons}>
        <Button color="red" loading={pending} onClick={onConfirm}>
          {action}
        </Button>
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
      </div>
    </Modal>
  );
}
