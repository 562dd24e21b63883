import { QueryCache, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError, isOffline } from "./errors";

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
        // What was refused once is refused again; only silence may pass.
        retry: (count, error) => !(error instanceof ApiError) && count < 2,
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 10_000),
        networkMode: "always",
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always" },
    },
  });
}
