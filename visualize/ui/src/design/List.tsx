import type { ReactNode } from "react";
import styles from "./List.module.css";

export interface Column {
  title: string;
  right?: boolean;
}

/** A table of a page's own things; `links` where each row leads somewhere. */
export function List({
  label,
  columns,
  links,
  children,
}: {
  label: string;
  columns: Column[];
  links?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={links ? `${styles.table} ${styles.links}` : styles.table}>
        <thead>
          <tr>
            {columns.map(({ title, right }) => (
              <th key={title} scope="col" data-right={right || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
