import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiError, isOffline } from "../data/errors";
import styles from "./StateView.module.css";

interface StateViewProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  tone?: "calm" | "bad";
}

/** Says in the middle of a space why nothing else is there, and what to do about it. */
export function StateView({ icon, title, children, action, tone = "calm" }: StateViewProps) {
  return (
    <div className={styles.state} data-tone={tone} role={tone === "bad" ? "alert" : undefined}>
      <div className={styles.icon} aria-hidden>
        {icon}
      </div>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

/** A failed request: the platform's own words, and a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const offline = isOffline(error);
  const known = error instanceof ApiError ? error : undefined;
  return (
    <StateView
      tone="bad"
      icon={offline ? <IconPlugConnectedX size={22} /> : <IconAlertTriangle size={22} />}
      title={
        offline ? "The platform does not answer" : (known?.message ?? "This page met a mistake of its own")
      }
      action={
        retry && (
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        )
      }
    >
      {offline
        ? "It may be stopped, or the network is down. This page goes on by itself when it answers again."
        : [known?.detail, known?.hint ?? (known ? undefined : String(error))].filter(Boolean).join(" ")}
    </StateView>
  );
}

/** Grey lines where text will be. */
export function Loading({ lines = 4, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className={styles.loading}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <Skeleton key={i} height={14} width={`${90 - ((i * 23) % 50)}%`} />
      ))}
    </div>
  );
}
