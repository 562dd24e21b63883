import { QueryCache, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError, isBusy, isOffline } from "./errors";

let online = true;
const listeners = new Set<() => void>();

/** Says that the platform has answered, or that it has not. */
export function setOnline(value: boolean): void {
  if (online === value) return;
  online = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the platform answers. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => online);
}

const LONGEST_WAIT_MILLIS = 10_000;

/** What was refused once is refused again; silence may pass, and a crowd. */
export function mayPass(count: number, error: unknown): boolean {
  return isBusy(error) ? count < 4 : !(error instanceof ApiError) && count < 2;
}

/** As long as the platform says, and not all at the same moment. */
export function waitMillis(attempt: number, error: unknown): number {
  const wait = isBusy(error) ? error.retryAfterSeconds * 1000 * (1 + Math.random()) : 1000 * 2 ** attempt;
  return Math.min(wait, LONGEST_WAIT_MILLIS);
}

/** The one memory of what the platform has answered. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => setOnline(true),
      onError: (error) => {
        if (isOffline(error)) setOnline(false);
      },
    }),
    defaultOptions: {
      queries: {
        retry: mayPass,
        retryDelay: waitMillis,
        networkMode: "always",
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always" },
    },
  });
}
