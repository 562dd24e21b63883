import { expect, it } from "vitest";
import { draw, guessChart } from "./chart";
import { toCsv } from "./csv";
import { nextSort, sortRows } from "./sort";

const perMachine = {
  columns: [
    { name: "window_start", type: "timestamp" },
    { name: "machine", type: "string" },
    { name: "temperature", type: "double" },
  ],
  rows: [
    ["2026-01-01T08:01:00Z", "press-1", 71],
    ["2026-01-01T08:00:00Z", "press-1", 70],
    ["2026-01-01T08:00:00Z", "press-2", 60],
  ],
};

it("a value over time for several machines becomes a line for each", () => {
  const choice = guessChart(perMachine)!;
  expect(choice).toEqual({ kind: "line", x: "window_start", y: ["temperature"], by: "machine" });
  const { x, xKind, series } = draw(perMachine, choice);
  expect(xKind).toBe("time");
  expect(x).toEqual([1767254400, 1767254460]);
  expect(series).toEqual([
    { label: "press-1", values: [70, 71] },
    { label: "press-2", values: [60, undefined] },
  ]);
});

it("a number for each name becomes bars", () => {
  const answer = {
    columns: [
      { name: "origin", type: "string" },
      { name: "flights", type: "long" },
    ],
    rows: [
      ["ATL", "9007199254740993"],
      ["ORD", 12],
    ],
  };
  const choice = guessChart(answer)!;
  expect(choice.kind).toBe("bar");
  expect(draw(answer, choice).xKind).toEqual({ names: ["ATL", "ORD"] });
});

it("an answer without numbers has no chart", () => {
  expect(guessChart({ columns: [{ name: "a", type: "string" }], rows: [["x"]] })).toBeUndefined();
});

it("lines that cannot be told apart are left out, and counted", () => {
  const rows = Array.from({ length: 40 }, (_, i) => ["2026-01-01T08:00:00Z", `m${i}`, i]);
  const answer = { ...perMachine, rows };
  const drawing = draw(answer, guessChart(answer)!);
  expect(drawing.series).toHaveLength(12);
  expect(drawing.leftOut).toBe(28);
});

it("numbers are sorted by value, and what is missing stands last both ways", () => {
  const answer = { columns: [{ name: "n", type: "decimal(38,2)" }], rows: [["10.5"], [null], [9], ["-3"]] };
  expect(sortRows(answer, { column: 0, descending: false })).toEqual([["-3"], [9], ["10.5"], [null]]);
  expect(sortRows(answer, { column: 0, descending: true })).toEqual([["10.5"], [9], ["-3"], [null]]);
  expect(sortRows(answer, undefined)).toBe(answer.rows);
});

it("a column's head sorts up, down, and then not at all", () => {
  const up = nextSort(undefined, 1);
  const down = nextSort(up, 1);
  expect(up).toEqual({ column: 1, descending: false });
  expect(down).toEqual({ column: 1, descending: true });
  expect(nextSort(down, 1)).toBeUndefined();
});

it("CSV quotes what would be taken for something else", () => {
  const columns = [
    { name: "a,b", type: "string" },
    { name: "c", type: "string" },
  ];
  expect(
    toCsv({
      columns,
      rows: [
        ['say "hi"', null],
        ["", "line\nbreak"],
      ],
    }),
  ).toBe('"a,b",c\r\n"say ""hi""",\r\n"","line\nbreak"\r\n');
});
