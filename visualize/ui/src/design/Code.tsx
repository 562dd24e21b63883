import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import styles from "./Code.module.css";

/** Text to be copied elsewhere. */
export function Code({ label, children }: { label: string; children: string }) {
  return (
    <div className={styles.block}>
      <pre className={styles.code} tabIndex={0} role="group" aria-label={label}>
        <code>{children}</code>
      </pre>
      <CopyButton value={children} timeout={1500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy"}>
            <ActionIcon className={styles.copy} variant="default" aria-label={`Copy ${label}`} onClick={copy}>
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
