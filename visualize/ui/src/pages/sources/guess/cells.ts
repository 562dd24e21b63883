/** A value of a sample, as it is written there. */
export interface Cell {
  kind: "missing" | "boolean" | "number" | "text" | "nested";
  text: string;
  /** Of an object: its fields. */
  row?: Row;
  /** Of an array: its elements. */
  items?: readonly Cell[];
}

/** An event of a sample, or an object in it: its fields in their order. */
export type Row = ReadonlyMap<string, Cell>;

export type Format = "json" | "ndjson" | "csv";

/** What somebody pasted. */
export interface Sample {
  format: Format;
  /** Of CSV. */
  delimiter?: string;
  events: Row[];
  /** How many there are, where they are more than those that are looked at. */
  more: boolean;
}

/** Why a text is no sample. */
export interface NoSample {
  problem: string;
  /** From 1. */
  line?: number;
}

export const MISSING: Cell = { kind: "missing", text: "" };

/** Events that are looked at; more of them do not make a better guess. */
export const MOST_EVENTS = 1000;

export function isSample(read: Sample | NoSample): read is Sample {
  return "events" in read;
}
