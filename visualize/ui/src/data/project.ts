import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { call, type Known, type Schemas } from "./api";
import { ApiError, type Problem } from "./errors";
import { parseExactly } from "./exact";
import type { Column } from "./sql";

/** A file of the project as it is in its folder. */
export interface ProjectFile {
  path: string;
  text: string;
  /** Which version it is, for If-Match; undefined of a file that is not there yet. */
  etag?: string;
}

/** What a change means for something that runs. */
export type Effect = Required<Schemas["ProjectEffect"]>;

/** A change that was made, or would be. */
export interface Change {
  etag: string;
  /** What comes of it at once. */
  effects: Effect[];
}

export type PreviewRead = Known<Schemas["PreviewRead"], "stream" | "events">;

/** What a pipeline would give for the events that came last. */
export type Preview = Required<Omit<Schemas["Preview"], "columns" | "rows" | "read">> & {
  columns: Column[];
  rows: unknown[][];
  read: PreviewRead[];
};

type CatalogRelation = Known<Schemas["CatalogRelation"], "name" | "kind">;

/** What SQL can name and compute with. */
export interface Catalog {
  relations: (Omit<CatalogRelation, "columns"> & {
    columns: Known<Schemas["CatalogColumn"], "name" | "type">[];
  })[];
  functions: Known<Schemas["CatalogFunction"], "name" | "signature" | "meaning">[];
}

const address = (path: string) =>
  `/api/v1/project/files/${path.split("/").map(encodeURIComponent).join("/")}`;

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export async function readFile(path: string, signal?: AbortSignal): Promise<ProjectFile> {
  const response = await call(address(path), { signal, cache: "no-store" });
  return { path, text: await response.text(), etag: response.headers.get("ETag") ?? "*" };
}

export const fileQuery = (path: string) =>
  queryOptions({
    queryKey: ["project", "file", path],
    queryFn: ({ signal }) => readFile(path, signal),
  });

/** The mistakes that the project would have with this text in that file. */
export const checkQuery = (path: string, text: string) =>
  queryOptions({
    queryKey: ["project", "check", path, text],
    queryFn: async ({ signal }): Promise<Problem[]> => {
      const response = await call("/api/v1/project/check", { ...json({ path, text }), signal });
      return ((await response.json()) as { problems: Problem[] }).problems;
    },
    // Marks stay where they are until the next ones are known.
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });

export const catalogQuery = queryOptions({
  queryKey: ["project", "catalog"],
  queryFn: async ({ signal }) =>
    (await (await call("/api/v1/project/catalog", { signal })).json()) as Catalog,
  staleTime: 30_000,
});

/** Puts the mistakes that a refusal holds where those of checking are. */
function useRefused() {
  const client = useQueryClient();
  return (error: unknown, { path, text }: { path: string; text: string }) => {
    if (error instanceof ApiError && error.problems)
      client.setQueryData(checkQuery(path, text).queryKey, error.problems);
  };
}

/** Tries a pipeline on the last events of each of its streams; one try at a time. */
export function usePreview() {
  const onError = useRefused();
  return useMutation({
    mutationFn: async (draft: { path: string; text: string; events: number }) => {
      const response = await call("/api/v1/project/preview", json(draft));
      return parseExactly(await response.text()) as Preview;
    },
    onError,
  });
}

/** What a change of the project may have changed with it, read anew. */
function readAnew(client: QueryClient): Promise<unknown> {
  return Promise.all(
    [
      ["pipelines"],
      ["streams"],
      ["topics"],
      ["dashboards"],
      ["columns"],
      ["project", "catalog"],
      ["panel"],
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}

/** A file as it shall be. */
export interface Saving {
  path: string;
  text: string;
  /** The version that it was made from; without one, a file that must not be there yet. */
  base?: string;
}

async function put({ path, text, base }: Saving, dry: boolean): Promise<Change> {
  const response = await call(address(path) + (dry ? "?dry=true" : ""), {
    method: "PUT",
    headers: {
      "Content-Type": "application/yaml",
      ...(base === undefined ? { "If-None-Match": "*" } : { "If-Match": base }),
    },
    body: text,
  });
  const { effects } = (await response.json()) as { effects: Effect[] };
  return { effects, etag: response.headers.get("ETag") ?? "*" };
}

/** Saves a file, or with `dry` only asks what would come of it. Nobody overwrites what they have not seen. */
export function useSave() {
  const client = useQueryClient();
  const onError = useRefused();
  return useMutation({
    mutationFn: ({ dry, ...saving }: Saving & { dry: boolean }) => put(saving, dry),
    onSuccess: async ({ etag }, { path, text, dry }) => {
      if (dry) return;
      // What runs is read first: for a moment the file would look newer than it.
      await readAnew(client);
      client.setQueryData(fileQuery(path).queryKey, { path, text, etag });
    },
    onError: (error, saving) => {
      onError(error, saving);
      if (!(error instanceof ApiError)) return;
      if (error.status === 412 || error.code === "NOT_APPLIED")
        void client.invalidateQueries({ queryKey: fileQuery(saving.path).queryKey });
    },
  });
}

/** Runs the project as it stands in its folder, or with `dry` only asks what would come of it. */
export function useReload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ dry }: { dry: boolean }) => {
      const response = await call(`/api/v1/project/reload${dry ? "?dry=true" : ""}`, { method: "POST" });
      return ((await response.json()) as { effects: Effect[] }).effects;
    },
    onSettled: async (_effects, _error, { dry }) => {
      if (!dry) await readAnew(client);
    },
  });
}
