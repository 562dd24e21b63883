import { PAGE, type Partition, type Records } from "../../data/topics";

/** Where in a topic is looked at, as it stands in the address. */
export interface Place {
  /** Undefined for the one with the most records. */
  partition?: number;
  /** "beginning", an offset or a time; undefined for the newest records. */
  from?: string;
}

/** Takes from an address what makes sense of it. */
export function placeFrom(search: Record<string, unknown>): Place {
  const partition = Number(search.partition);
  const known = search.partition !== undefined && Number.isInteger(partition) && partition >= 0;
  return { partition: known ? partition : undefined, from: fromOf(search.from) };
}

function fromOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return undefined;
  if (text === "beginning" || /^\d+$/.test(text)) return text;
  const time = new Date(/^\d{4}-\d\d-\d\d/.test(text) ? text : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The partition that is looked at while nobody chooses: where the most is to be seen. */
export function fullest(partitions: readonly Partition[]): number {
  const size = ({ beginning, end }: Partition) => end - beginning;
  return partitions.reduce((most, each) => (size(each) > size(most) ? each : most)).partition;
}

/** What the platform is asked for. */
export function offsetOf(from: string | undefined): string {
  return from ?? String(-PAGE);
}

/** From where the records before these are; undefined where there are none. */
export function olderThan({ records, beginning, next }: Records): string | undefined {
  const first = records[0]?.offset ?? next;
  return first > beginning ? String(Math.max(beginning, first - PAGE)) : undefined;
}

/** From where the records behind these are; undefined where there are none yet. */
export function newerThan({ next }: Records, end: number): string | undefined {
  return next < end ? String(next) : undefined;
}
