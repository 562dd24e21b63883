import { Alert, Button, Modal } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Effect } from "../../data/project";
import { Failure } from "../../design/StateView";
import styles from "./ChangeDialog.module.css";
import { Effects } from "./Effects";
import { isLost } from "./effect";

interface ChangeDialogProps {
  title: string;
  /** The word on the button that does it. */
  action: string;
  opened: boolean;
  effects: readonly Effect[];
  saving: boolean;
  error: unknown;
  onSave: () => void;
  onClose: () => void;
}

/** Says what a change of the project means for what runs, before it is made. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, action, opened, effects, saving, error, onSave, onClose } = props;
  const lost = effects.some(isLost);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" centered>
      <p className={styles.said}>
        The project is free of mistakes with it.{" "}
        {effects.length === 0
          ? "Nothing that runs is touched."
          : effects.every(({ effect }) => effect === "next-start")
            ? "It takes effect later:"
            : "It takes effect at once:"}
      </p>
      <Effects effects={effects} />
      {lost && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />} mb="md">
          What is dropped can be computed again only as far back as the log holds events.
        </Alert>
      )}
      {error ? <Failure error={error} /> : null}
      <div className={styles.buttons}>
        <Button
          color={lost ? "red" : undefined}
          data-autofocus={lost ? undefined : true}
          loading={saving}
          onClick={onSave}
        >
          {lost ? `${action} and drop them` : action}
        </Button>
        <Button variant="default" data-autofocus={lost ? true : undefined} onClick={onClose}>
          Not yet
        </Button>
      </div>
    </Modal>
  );
}
