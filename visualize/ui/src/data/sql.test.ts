import { afterEach, expect, it, vi } from "vitest";
import { parseExactly } from "./exact";
import { ask } from "./sql";

function answering(pieces: string[], breaksOff = false) {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      if (breaksOff) controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
  vi.stubGlobal("fetch", async () => new Response(body, { status: 200 }));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it("rows come in pieces that end anywhere", async () => {
  answering(['{"columns":[{"name":"a","type":"int"}],"ro', 'ws":[[1],[', "2]]}"]);
  const { columns, rows } = await ask("SELECT a FROM t", new AbortController().signal);
  expect(columns).toEqual([{ name: "a", type: "int" }]);
  expect(rows).toEqual([[1], [2]]);
});

it("an error behind the rows is told, and no part is taken for the whole", async () => {
  answering(['{"columns":[],"rows":[[1]', '],"error":{"code":"QUERY_LIMIT","message":"too many rows"}}']);
  await expect(ask("SELECT 1", new AbortController().signal)).rejects.toMatchObject({
    code: "QUERY_LIMIT",
    message: "too many rows",
  });
});

it("numbers keep all their digits", () => {
  const exact = (JSON.parse as (text: string, reviver: unknown) => unknown)(
    "1",
    (_k: string, v: unknown, c: unknown) => (c ? "has source" : v),
  );
  // Only newer engines tell a number's text; the browsers that are supported do.
  if (exact !== "has source") return;
  expect(parseExactly("[9007199254740993, 12, 0.1, 1234567890.123456789]")).toEqual([
    "9007199254740993",
    12,
    0.1,
    "1234567890.123456789",
  ]);
});
