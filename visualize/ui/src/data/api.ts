import createClient, { type Middleware } from "openapi-fetch";
import { ApiError } from "./errors";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** A type whose document leaves open whether these fields are there: they always are. */
export type Known<T, K extends keyof T> = T & Required<Pick<T, K>>;

let csrf: string | undefined;
let onSignedOut: () => void = () => {};

/** Remembers what calls that change something have to carry; undefined when nobody is signed in. */
export function setCsrf(token: string | undefined): void {
  csrf = token;
}

/** Called when the platform says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** The headers of a call that changes something. */
export function changing(headers: Record<string, string> = {}): Record<string, string> {
  return csrf ? { ...headers, "X-CSRF-Token": csrf } : headers;
}

/** The error that an answer holds. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new ApiError(
    response.status,
    typeof body === "object" && body !== null ? body : {},
    Number.isFinite(wait) ? wait : undefined,
  );
}

/** Calls the platform by hand, where an answer is read in pieces; errors are thrown. */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = init.headers as Record<string, string> | undefined;
  const safe = init.method === undefined || init.method === "GET";
  const response = await fetch(path, { ...init, headers: safe ? headers : changing(headers) });
  if (response.ok) return response;
  if (response.status === 401) onSignedOut();
  throw await errorOf(response);
}

const refusals: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET" && csrf) request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    if (response.status === 401) onSignedOut();
    throw await errorOf(response);
  },
};

/** The platform's calls, typed by its OpenAPI document; errors are thrown as ApiError. */
export const api = createClient<paths>({ baseUrl: "/", fetch: (request) => fetch(request) });
api.use(refusals);
