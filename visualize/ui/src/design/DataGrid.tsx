import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef } from "react";
import styles from "./DataGrid.module.css";
import { formatFloating, formatLocal, formatValue } from "./format";

export interface GridColumn {
  name: string;
  /** As the platform names it: double, timestamp, string… */
  type: string;
  unit?: string;
}

export interface Sort {
  column: number;
  descending: boolean;
}

interface DataGridProps {
  label: string;
  columns: GridColumn[];
  rows: readonly (readonly unknown[])[];
  /** Where rows move, what a row is known by. */
  rowKey?: (index: number) => number | string;
  sort?: Sort;
  onSort?: (column: number) => void;
  /** Instead of rows, where there are none. */
  empty?: ReactNode;
}

const ROW = 30;
const CHARACTER = 7.9;
const MEASURED_ROWS = 60;

const NUMERIC = /^(tinyint|smallint|int|integer|bigint|long|hugeint|real|float|double|decimal)/i;

export function isNumeric(type: string): boolean {
  return NUMERIC.test(type);
}

export function isTime(type: string): boolean {
  return /^timestamp/i.test(type);
}

/** What stands in a cell. */
function textOf(value: unknown, type: string): string {
  if (isTime(type) && typeof value === "string") {
    const time = new Date(value);
    if (!Number.isNaN(time.getTime())) return formatLocal(time);
  }
  return formatValue(value);
}

/** Wide enough for the name and for most of the values, within reason. */
function widthOf(column: GridColumn, index: number, rows: DataGridProps["rows"]): number {
  let longest = column.name.length + (column.unit ? column.unit.length + 2 : 0) + 3;
  for (let i = 0; i < Math.min(MEASURED_ROWS, rows.length); i++)
    longest = Math.max(longest, textOf(rows[i]?.[index] ?? "", column.type).length);
  return Math.round(Math.min(420, Math.max(72, longest * CHARACTER + 26)));
}

/** Rows of values: as many as there are, of which only those in sight are drawn. */
export function DataGrid({ label, columns, rows, rowKey, sort, onSort, empty }: DataGridProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: rowKey,
  });
  const measured = rows.length > 0;
  // Columns do not jump while rows come; they are measured once there are some.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the first rows, not by all of them
  const template = useMemo(() => {
    const widths = columns.map((column, i) => `${widthOf(column, i, rows)}px`);
    return `${widths.join(" ")} minmax(0, 1fr)`;
  }, [columns, measured]);
  return (
    <div
      ref={scroll}
      className={styles.grid}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      tabIndex={0}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
          {columns.map((column, i) => (
            <Head key={`${i} ${column.name}`} column={column} index={i} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      {rows.length === 0 ? (
        empty
      ) : (
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {columns.map((column, i) => (
                <Cell key={`${i} ${column.name}`} value={rows[index]?.[i]} type={column.type} />
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

interface HeadProps {
  column: GridColumn;
  index: number;
  sort?: Sort;
  onSort?: (column: number) => void;
}

function Head({ column, index, sort, onSort }: HeadProps) {
  const sorted = sort?.column === index ? (sort.descending ? "descending" : "ascending") : undefined;
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp;
  const title = (
    <>
      <span className={styles.title}>{column.name}</span>
      {column.unit && <span className={styles.unit}>{column.unit}</span>}
      {sorted && <Arrow size={12} aria-hidden />}
    </>
  );
  return (
    <div
      role="columnheader"
      aria-sort={onSort ? (sorted ?? "none") : undefined}
      title={column.type}
      data-right={isNumeric(column.type) || undefined}
    >
      {onSort ? (
        <button type="button" className={styles.sorter} onClick={() => onSort(index)}>
          {title}
        </button>
      ) : (
        title
      )}
    </div>
  );
}

function Cell({ value, type }: { value: unknown; type: string }) {
  const missing = value === null || value === undefined;
  const text = missing ? "null" : textOf(value, type);
  const hover =
    isTime(type) && typeof value === "string" ? `${value.replace("T", " ").replace("Z", "")} UTC` : text;
  return (
    <div
      role="cell"
      title={hover}
      data-right={isNumeric(type) || undefined}
      data-missing={missing || undefined}
    >
      {isFloating(type) && typeof value === "number" ? formatFloating(value) : text}
    </div>
  );
}

const isFloating = (type: string) => /^(double|float|real)/i.test(type);
