import { expect, it } from "vitest";
import { beginningsOf, nameProblem, newPipeline } from "./template";

const STREAM = {
  name: "telemetry",
  key: "machine",
  eventTime: "time",
  fields: [
    { name: "machine", type: "string" },
    { name: "time", type: "timestamp" },
    { name: "Oil Level", type: "double" },
  ],
};

it("a pipeline begins as an average of each minute and key", () => {
  expect(newPipeline("minute", STREAM, "windows")).toBe(`pipeline: minute
sql: |
  SELECT window_start, machine, AVG("Oil Level") AS "average_Oil Level", COUNT(*) AS events
  FROM TABLE(TUMBLE(TABLE telemetry, DESCRIPTOR(time), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, machine
to:
  - table: minute
`);
});

it("or as the rows themselves, which is all that a stream without a time has", () => {
  expect(newPipeline("all", STREAM, "rows")).toContain(
    '  SELECT machine, time, "Oil Level"\n  FROM telemetry\n',
  );
  expect(beginningsOf(STREAM)).toEqual(["windows", "rows"]);
  expect(beginningsOf({})).toEqual(["rows"]);
});

it("a name that is none, or that is taken, is refused with the reason", () => {
  expect(nameProblem("hot", ["telemetry"])).toBeUndefined();
  expect(nameProblem("Hot machines", [])).toContain("small letters");
  expect(nameProblem("telemetry", ["telemetry"])).toContain('"telemetry" already');
});
