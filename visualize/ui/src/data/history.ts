import { useSyncExternalStore } from "react";

/** A question that was asked in this browser. */
export interface Asked {
  sql: string;
  /** Milliseconds since 1970. */
  at: number;
  rows?: number;
  millis?: number;
  error?: string;
}

const KEY = "thalweg.explore.history";
const KEPT = 60;
const listeners = new Set<() => void>();
let cached: Asked[] | undefined;

function read(): Asked[] {
  if (cached) return cached;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    cached = Array.isArray(kept) ? kept.filter((each) => typeof each?.sql === "string") : [];
  } catch {
    cached = [];
  }
  return cached;
}

function write(history: Asked[]): void {
  cached = history;
  try {
    localStorage.setItem(KEY, JSON.stringify(history));
  } catch {
    // A full or forbidden store costs the history, not the answer.
  }
  for (const listener of listeners) listener();
}

/** Puts a question first; the same one asked before goes. */
export function remember(asked: Asked): void {
  write([asked, ...read().filter(({ sql }) => sql !== asked.sql)].slice(0, KEPT));
}

export function clearHistory(): void {
  write([]);
}

/** The newest first. */
export function useHistory(): Asked[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}
