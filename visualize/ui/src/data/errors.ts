import type { Schemas } from "./api";

/** A mistake in a file of the project, as `thalweg check` finds it. */
export type Problem = Required<Omit<Schemas["Problem"], "detail" | "hint">> &
  Pick<Schemas["Problem"], "detail" | "hint">;

interface Body {
  code?: string;
  message?: string;
  detail?: string;
  hint?: string;
  problems?: Problem[];
}

/** A refusal or a failure in the platform's own words. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Where it is only too much at once: how long to wait. */
  readonly retryAfterSeconds?: number;
  /** Where a project is refused, all of its mistakes. */
  readonly problems?: Problem[];

  constructor(status: number, body: Body, retryAfterSeconds?: number) {
    super(body.message ?? `The platform answered with status ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? "UNKNOWN";
    this.detail = body.detail;
    this.hint = body.hint;
    this.retryAfterSeconds = retryAfterSeconds;
    this.problems = body.problems;
  }
}

/** Whether nobody answered at all: then it is the same for everything on the page, and passes by itself. */
export function isOffline(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof ApiError && (error.status === 502 || error.status === 504))
  );
}

/** Whether there is nothing of the name that was asked for. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Whether it is only too much at once: then it goes better a little later. */
export function isBusy(error: unknown): error is ApiError & { retryAfterSeconds: number } {
  return (
    error instanceof ApiError &&
    (error.status === 429 || error.status === 503) &&
    error.retryAfterSeconds !== undefined
  );
}

/** The line and column that a message of the SQL compiler begins with or names. */
export function placeIn(message: string): { line: number; column: number } | undefined {
  const found = /\b(?:line )?(\d+)(?::|, column )(\d+)\b/.exec(message);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}
