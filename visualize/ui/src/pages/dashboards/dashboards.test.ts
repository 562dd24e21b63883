import { expect, it } from "vitest";
import { inTurn, type Threshold } from "../../data/dashboards";
import { chosenVariables, searchFrom } from "./address";
import { rangeFrom, rangeOf, secondsOf, spanOf, wordsOf } from "./range";
import {
  endsOf,
  formatNumber,
  frameOf,
  levelOf,
  linesOf,
  newestOf,
  pointsOf,
  shareOf,
  shortened,
} from "./values";

const STEPS: Threshold[] = [
  { from: 80, level: "critical" },
  { from: 0, level: "good" },
  { from: 60, level: "warning" },
];

it("a span is read, written and said", () => {
  expect(secondsOf("15m")).toBe(900);
  expect(secondsOf("2d")).toBe(172_800);
  expect(secondsOf("0m")).toBeUndefined();
  expect(secondsOf("15 minutes")).toBeUndefined();
  expect([900, 3600, 86_400, 172_800, 90].map(spanOf)).toEqual(["15m", "1h", "24h", "2d", "90s"]);
  expect(wordsOf("1h")).toBe("hour");
  expect(wordsOf("15m")).toBe("15 minutes");
});

it("an address says what time is looked at; what makes no sense in it does not count", () => {
  const from = "2026-01-01T08:00:00.000Z";
  const to = "2026-01-01T09:00:00.000Z";
  expect(rangeFrom({ from, to, last: "1h" })).toEqual({ from, to });
  expect(rangeFrom({ from: to, to: from })).toEqual({});
  expect(rangeFrom({ from: "yesterday", to })).toEqual({});
  expect(rangeFrom({ last: "6h" })).toEqual({ last: "6h" });
  expect(rangeFrom({ last: 6 })).toEqual({});
  expect(rangeOf({}, 3600)).toEqual({ last: 3600 });
  expect(rangeOf({ last: "15m" }, 3600)).toEqual({ last: 900 });
  expect(rangeOf({ from, to }, 3600)).toEqual({ from, to });
});

it("a variable has what was chosen, else what the dashboard says, else its first value", () => {
  const variables = [
    { name: "machine", label: "Machine", type: "string", initial: "press-1" },
    { name: "plant", label: "Plant", type: "string", values: ["all", "porto"] },
    { name: "line", label: "Line", type: "string", sql: "SELECT 1" },
  ];
  expect(chosenVariables(variables, {})).toEqual({ machine: "press-1", plant: "all" });
  const search = searchFrom({ "var-machine": "press-2", "var-line": 7, other: "x", last: "1h" });
  expect(search).toEqual({ "var-machine": "press-2", "var-line": "7", last: "1h" });
  expect(chosenVariables(variables, search)).toEqual({ machine: "press-2", plant: "all", line: "7" });
});

it("a value has the level of the highest threshold that it has reached, in whatever order they stand", () => {
  expect([-1, 0, 59.9, 60, 80, 1000].map((value) => levelOf(value, STEPS))).toEqual([
    undefined,
    "good",
    "good",
    "warning",
    "critical",
    "critical",
  ]);
  expect(levelOf(undefined, STEPS)).toBeUndefined();
});

it("a value is that of its column in the last row", () => {
  const columns = [
    { name: "time", type: "timestamp" },
    { name: "temperature", type: "double" },
    { name: "state", type: "string" },
  ];
  const rows = [
    ["2026-01-01T08:00:00Z", 10, "running"],
    ["2026-01-01T08:00:01Z", 61.504, "failed"],
  ];
  expect(newestOf({ columns, rows }, { y: ["temperature"] })).toEqual({ text: "61.5", number: 61.504 });
  expect(newestOf({ columns, rows }, { y: ["state"] })).toEqual({ text: "failed" });
  expect(newestOf({ columns, rows: [] }, { y: ["state"] })).toBeUndefined();
  expect(newestOf({ columns, rows: [[null, null, null]] }, { y: ["temperature"] })).toBeUndefined();
  expect([0.01234, 1234, 12_345.6, -3.456].map(formatNumber)).toEqual(["0.0123", "1,234", "12.3k", "-3.46"]);
});

it("a table's fractions are short, everything else has all of its digits", () => {
  const columns = ["double", "decimal(20,10)", "long", "double", "string"].map((type) => ({
    name: type,
    type,
  }));
  const rows = [[0.5556666666666, "0.1234567891", 12_345_678, 12_345_678, "0.123456789"]];
  expect(shortened({ columns, rows })).toEqual([
    [0.555667, "0.1234567891", 12_345_678, 12_345_678, "0.123456789"],
  ]);
});

it("a gauge stays between its ends, and finds some where none are said", () => {
  expect(shareOf(50, 0, 200)).toBe(0.25);
  expect(shareOf(-5, 0, 200)).toBe(0);
  expect(shareOf(500, 0, 200)).toBe(1);
  expect(shareOf(5, 5, 5)).toBe(0);
  const panel = { thresholds: STEPS } as unknown as Parameters<typeof endsOf>[0];
  expect(endsOf(panel, 20)).toEqual({ min: 0, max: 100 });
  expect(endsOf({ ...panel, min: 10, max: 90 }, 20)).toEqual({ min: 10, max: 90 });
});

it("a map has the rows with a place, all of them inside its frame", () => {
  const columns = ["plant", "lat", "lon", "power"].map((name) => ({ name, type: "double" }));
  const rows = [
    ["kassel", 51.31, 9.48, 12],
    ["detroit", 42.33, -83.05, null],
    ["nowhere", null, 9, 1],
    ["mars", 200, 9, 1],
  ];
  const points = pointsOf({ columns, rows }, { y: ["power"], series: "plant", lat: "lat", lon: "lon" });
  expect(points.map(({ name, value }) => [name, value])).toEqual([
    ["kassel", 12],
    ["detroit", undefined],
  ]);
  const frame = frameOf(points, 2);
  for (const { lat, lon } of points) {
    expect(lat > frame.south && lat < frame.north).toBe(true);
    expect(lon > frame.west && lon < frame.east).toBe(true);
  }
  expect((frame.east - frame.west) / (frame.north - frame.south)).toBeCloseTo(2);
  expect(frameOf(points.slice(0, 1), 1).step).toBe(0.05);
  expect(linesOf(-25, 31, 20)).toEqual([-20, 0, 20]);
});

it("panels are asked a few at a time, and one that failed leaves its place", async () => {
  let running = 0;
  let most = 0;
  const signal = new AbortController().signal;
  const work = (fails: boolean) =>
    inTurn(signal, async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      if (fails) throw new Error("refused");
    });
  const all = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => work(i % 2 === 0)));
  expect(all.filter(({ status }) => status === "rejected")).toHaveLength(5);
  expect(most).toBe(3);
  const over = new AbortController();
  over.abort();
  await expect(inTurn(over.signal, async () => "asked")).rejects.toThrow();
});
