import { CompletionContext, type CompletionSource } from "@codemirror/autocomplete";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { forgetDrafts } from "../../../data/drafts";
import type { Catalog, ProjectFile } from "../../../data/project";
import { pipelineLanguage } from "../../../design/languages";
import { namesOf } from "./completion";
import { mistakesOf } from "./mistakes";
import { useDraft } from "./useDraft";

beforeEach(forgetDrafts);

const FILE: ProjectFile = { path: "pipelines/hot.yaml", text: "pipeline: hot\n", etag: '"1"' };

const CATALOG: Catalog = {
  relations: [
    {
      name: "telemetry",
      kind: "stream",
      columns: [{ name: "temperature", type: "double", unit: "°C" }],
    },
  ],
  functions: [
    { name: "ROUND", signature: "ROUND(x)", result: "number", meaning: "`x`, rounded.", group: "Numbers" },
    { name: "", signature: "a || b", result: "text", meaning: "Both.", group: "Texts" },
  ],
};

/** What is offered at the end of a text. */
async function offered(text: string): Promise<string[]> {
  const begun = EditorState.create({ doc: text, extensions: pipelineLanguage(namesOf(CATALOG)) });
  // On a busy machine the text may not be parsed to its end yet.
  ensureSyntaxTree(begun, text.length, 10_000);
  const { state } = begun.update({});
  const context = new CompletionContext(state, text.length, true);
  const sources = state.languageDataAt<CompletionSource>("autocomplete", text.length);
  const found = await Promise.all(sources.map((source) => source(context)));
  return found.flatMap((each) => each?.options.map(({ label }) => label) ?? []);
}

it("in a pipeline's SQL streams, columns and functions are offered, each once", async () => {
  const labels = await offered("pipeline: hot\nsql: |\n  SELECT temperature FROM telemetry WHERE ro");
  expect(labels).toContain("telemetry");
  expect(labels.filter((label) => label === "ROUND")).toHaveLength(1);
  expect(labels).toContain("GROUP");
  expect(await offered("sql: |\n  SELECT telemetry.")).toEqual(["temperature"]);
});

it("outside of the SQL nothing of it is offered", async () => {
  expect(await offered("pipeline: hot\nsql: |\n  SELECT 1\nto")).not.toContain("telemetry");
});

it("a mistake behind an emoji stands at its place, and those of other files are left out", () => {
  const problem = { code: "X", message: "not found", hint: "Did you mean b?", line: 2, column: 5 };
  const problems = [
    { ...problem, file: FILE.path },
    { ...problem, file: "streams/telemetry.yaml" },
  ];
  expect(mistakesOf(problems, FILE.path, "sql: |\n  🌡 x")).toEqual([
    { line: 2, column: 6, message: "not found\nDid you mean b?" },
  ]);
});

it("what is typed outlives the page, and typing the file's text again is no change", () => {
  const first = renderHook(() => useDraft(FILE));
  act(() => first.result.current.type("pipeline: hotter\n"));
  first.unmount();
  const { result } = renderHook(() => useDraft(FILE));
  expect(result.current).toMatchObject({ text: "pipeline: hotter\n", changed: true, overtaken: false });
  act(() => result.current.type(FILE.text));
  expect(result.current.changed).toBe(false);
});

it("a file that somebody else saved meanwhile overtakes a draft until it was seen", () => {
  const { result, rerender } = renderHook(({ file }) => useDraft(file), { initialProps: { file: FILE } });
  act(() => result.current.type("mine\n"));
  rerender({ file: { ...FILE, text: "theirs\n", etag: '"2"' } });
  expect(result.current).toMatchObject({ text: "mine\n", overtaken: true, base: '"1"' });
  act(() => result.current.type("mine too\n"));
  expect(result.current.overtaken).toBe(true);
  act(() => result.current.rebase());
  expect(result.current).toMatchObject({ text: "mine too\n", overtaken: false, base: '"2"' });
});

it("an unchanged file that somebody else saved is shown as it is now", () => {
  const { result, rerender } = renderHook(({ file }) => useDraft(file), { initialProps: { file: FILE } });
  rerender({ file: { ...FILE, text: "theirs\n", etag: '"2"' } });
  expect(result.current).toMatchObject({ text: "theirs\n", changed: false, overtaken: false, base: '"2"' });
});
