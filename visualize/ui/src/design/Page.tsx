import { Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** Stands above the title: where this page belongs. */
  kind?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Tabs, below the title. */
  tabs?: ReactNode;
  /** Takes the window's whole height, and scrolls inside. */
  fill?: boolean;
  children: ReactNode;
}

/** The frame of every page: its name, what can be done, its content. */
export function Page({ title, kind, description, actions, tabs, fill, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Thalweg`;
  }, [title]);
  return (
    <div className={fill ? styles.filled : styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {kind && <div className={styles.kind}>{kind}</div>}
          <Title order={1}>{title}</Title>
          {description && <p className={styles.description}>{description}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {tabs}
      <div className={styles.content}>{children}</div>
    </div>
  );
}

interface PanelProps {
  title?: string;
  aside?: ReactNode;
  /** Without space inside, for tables and pictures. */
  flush?: boolean;
  children: ReactNode;
}

/** A part of a page with a frame around it. */
export function Panel({ title, aside, flush, children }: PanelProps) {
  return (
    <section className={styles.panel} aria-label={title}>
      {title && (
        <div className={styles.panelHead}>
          <Title order={2}>{title}</Title>
          {aside && <div className={styles.aside}>{aside}</div>}
        </div>
      )}
      <div className={flush ? undefined : styles.panelBody}>{children}</div>
    </section>
  );
}
