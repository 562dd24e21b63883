import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "./api";
import { ApiError } from "./errors";
import { parseExactly } from "./exact";

export interface Column {
  name: string;
  type: string;
}

export interface Answer {
  columns: Column[];
  rows: unknown[][];
  /** From the question to the last row, in milliseconds. */
  millis: number;
}

/** What went wrong after the first rows were sent stands behind them, and the answer breaks off. */
function errorBehind(text: string): ApiError | undefined {
  const at = text.lastIndexOf('"error":');
  if (at < 0) return undefined;
  const object = /^\s*(\{[^{}]*\})/.exec(text.slice(at + '"error":'.length));
  if (!object) return undefined;
  try {
    return new ApiError(422, JSON.parse(object[1]!));
  } catch {
    return undefined;
  }
}

async function textOf(response: Response): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += piece.value;
  } catch (error) {
    throw errorBehind(text) ?? error;
  }
  return text;
}

/** Posts a question and reads its rows; ends at the platform too when the signal says so. */
export async function rowsOf(
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<Omit<Answer, "millis">> {
  const response = await call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const text = await textOf(response);
  const failed = errorBehind(text.slice(-4000));
  if (failed) throw failed;
  const { columns, rows } = parseExactly(text) as Pick<Answer, "columns" | "rows">;
  return { columns, rows };
}

/** Asks one SELECT. */
export async function ask(sql: string, signal: AbortSignal): Promise<Answer> {
  const begin = performance.now();
  const rows = await rowsOf("/api/v1/query", { sql }, signal);
  return { ...rows, millis: performance.now() - begin };
}

export type Asking =
  | { state: "idle" }
  | { state: "running"; since: number }
  | { state: "done"; answer: Answer }
  | { state: "failed"; error: unknown }
  | { state: "cancelled" };

/** One question at a time: a new one ends the one before it. */
export function useSql(onEnd: (sql: string, ended: Asking) => void) {
  const [asking, setAsking] = useState<Asking>({ state: "idle" });
  const running = useRef<AbortController>(undefined);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  const run = useCallback(async (sql: string) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setAsking({ state: "running", since: Date.now() });
    const end: Asking = await ask(sql, mine.signal).then(
      (answer) => ({ state: "done", answer }),
      (error) => (mine.signal.aborted ? { state: "cancelled" } : { state: "failed", error }),
    );
    if (running.current !== mine) return;
    running.current = undefined;
    setAsking(end);
    ended.current(sql, end);
  }, []);

  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(
    () => () => {
      running.current?.abort();
      running.current = undefined;
    },
    [],
  );
  return { asking, run, cancel };
}
