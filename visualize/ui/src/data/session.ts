import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
  useSuspenseQuery,
} from "@tanstack/react-query";
import { call, type Schemas, setCsrf } from "./api";
import { forgetDrafts } from "./drafts";
import { ApiError } from "./errors";

/** Who is signed in, and what their changes have to carry. */
export type Session = Required<Schemas["Session"]>;

async function ask(init?: RequestInit): Promise<Session> {
  const response = await call("/api/v1/session", init);
  const session = (await response.json()) as Session;
  setCsrf(session.csrf);
  return session;
}

/** The session, or null where nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether who is signed in may change the project and what runs; viewers read. */
export function useMayChange(): boolean {
  const role = useSession()?.role;
  return role === "engineer" || role === "administrator";
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: { user: string; password: string }) =>
      ask({
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(credentials),
      }),
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  });
}

/** Forgets everything that was read for the user who was signed in. */
export function forget(client: QueryClient): void {
  setCsrf(undefined);
  forgetDrafts();
  client.clear();
  client.setQueryData(sessionQuery.queryKey, null);
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("/api/v1/session", { method: "DELETE" }),
    onSuccess: () => forget(client),
  });
}
