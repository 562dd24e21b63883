import { expect, it } from "vitest";
import { latestRows, quoted, someRows } from "./relations";

it("a name that SQL would read otherwise is quoted", () => {
  expect(quoted("minute_average")).toBe("minute_average");
  expect(quoted("hot-machines")).toBe('"hot-machines"');
  expect(quoted('odd"name')).toBe('"odd""name"');
  expect(someRows("Telemetry")).toBe('SELECT *\nFROM "Telemetry"\nLIMIT 100');
});

it("the newest rows are those of the latest window, else of the latest time", () => {
  const time = { name: "time", type: "timestamp" };
  const start = { name: "window_start", type: "timestamp" };
  expect(latestRows("a", [time, start])).toContain("ORDER BY window_start DESC");
  expect(latestRows("a", [{ name: "n", type: "int" }, time])).toContain("ORDER BY time DESC");
  expect(latestRows("a", [{ name: "n", type: "int" }])).not.toContain("ORDER BY");
});
