import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./api";

export type Role = "administrator" | "engineer" | "viewer" | "device";

/** A token without its secret. */
export interface Token {
  id: string;
  name: string;
  role: Role;
  device?: string;
  created: string;
  /** Missing for one that is good for ever. */
  expires?: string;
  lastUsed?: string;
  eventsPerSecond?: number;
  requestsPerSecond?: number;
}

/** With its secret, which is never told again. */
export type CreatedToken = Token & { token: string };

export interface NewToken {
  role: Role;
  device?: string;
  name?: string;
  expires?: string;
  eventsPerSecond?: number;
  requestsPerSecond?: number;
}

export interface User {
  name: string;
  role: Role;
  created: string;
}

const TOKENS = "/api/v1/tokens";
const USERS = "/api/v1/users";

function send(method: string, path: string, body?: object): Promise<Response> {
  return call(path, {
    method,
    headers: body && { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
}

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async ({ signal }) =>
    ((await (await call(TOKENS, { signal })).json()) as { tokens: Token[] }).tokens,
});

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async ({ signal }) => ((await (await call(USERS, { signal })).json()) as { users: User[] }).users,
});

/** Does something and reads a list anew after it. */
function useChange<T, R>(queryKey: readonly string[], change: (value: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => void client.invalidateQueries({ queryKey }),
  });
}

export const useCreateToken = () =>
  useChange(
    tokensQuery.queryKey,
    async (token: NewToken) => (await (await send("POST", TOKENS, token)).json()) as CreatedToken,
  );

export const useRevokeToken = () =>
  useChange(tokensQuery.queryKey, (id: string) => send("DELETE", `${TOKENS}/${encodeURIComponent(id)}`));

export const useCreateUser = () =>
  useChange(usersQuery.queryKey, (user: { name: string; role: Role; password: string }) =>
    send("POST", USERS, user),
  );

export const useChangeUser = (name: string) =>
  useChange(usersQuery.queryKey, (change: { role?: Role; password?: string }) =>
    send("PATCH", `${USERS}/${encodeURIComponent(name)}`, change),
  );

export const useRemoveUser = () =>
  useChange(usersQuery.queryKey, (name: string) => send("DELETE", `${USERS}/${encodeURIComponent(name)}`));

/** Changes the password of who is signed in; all their sessions end. */
export const useChangePassword = () =>
  useMutation({
    mutationFn: (passwords: { current: string; password: string }) =>
      send("PUT", "/api/v1/session/password", passwords),
  });
