import { Alert, Button } from "@mantine/core";
import { IconFileDiff } from "@tabler/icons-react";
import { useState } from "react";
import { useReload } from "../../data/project";
import { Failure } from "../../design/StateView";
import { ChangeDialog } from "./ChangeDialog";
import styles from "./ChangeDialog.module.css";

/** A file was changed in the folder itself: says so, and runs it when somebody asks for that. */
export function Reload({ mayChange }: { mayChange: boolean }) {
  const trial = useReload();
  const reload = useReload();
  const [asking, setAsking] = useState(false);
  const ask = () => {
    reload.reset();
    trial.mutate({ dry: true }, { onSuccess: () => setAsking(true) });
  };
  return (
    <Alert color="blue" icon={<IconFileDiff size={18} />} title="The file is not what runs">
      <p className={styles.said}>
        It was changed in the project's folder. What runs goes on by the file as it was before.
      </p>
      {mayChange && (
        <Button variant="default" loading={trial.isPending} onClick={ask}>
          Run it as it is now
        </Button>
      )}
      {trial.error && <Failure error={trial.error} />}
      <ChangeDialog
        title="Run the project as it stands in its folder?"
        action="Run it"
        opened={asking}
        effects={trial.data ?? []}
        saving={reload.isPending}
        error={reload.error}
        onSave={() => reload.mutate({ dry: false }, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </Alert>
  );
}
