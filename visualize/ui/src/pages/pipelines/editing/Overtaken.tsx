import { Alert, Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import type { ProjectFile } from "../../../data/project";
import { Code } from "../../../design/Code";
import styles from "./editing.module.css";

interface OvertakenProps {
  file: ProjectFile;
  onKeep: () => void;
  onTake: () => void;
}

/** Two people changed the same file: neither's text is lost, and the one who is here decides. */
export function Overtaken({ file, onKeep, onTake }: OvertakenProps) {
  const [open, setOpen] = useState(false);
  return (
    <Alert color="orange" icon={<IconUsers size={18} />} title="Somebody saved this file after you began">
      <p className={styles.said}>
        Your text is still here and nothing is overwritten. Look at theirs, take over what you need, and go on
        with yours; or leave yours for theirs.
      </p>
      <div className={styles.buttons}>
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide theirs" : "Show theirs"}
        </Button>
        <Button onClick={onKeep}>Go on with mine</Button>
        <Button variant="subtle" color="red" onClick={onTake}>
          Leave mine for theirs
        </Button>
      </div>
      {open && (
        <div className={styles.theirs}>
          <Code label="their text">{file.text}</Code>
        </div>
      )}
    </Alert>
  );
}
