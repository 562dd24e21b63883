import { expect, it } from "vitest";
import { readable, stepsOf } from "./explanation";

const explanation = `Pipeline hot
  reads  stream telemetry
  writes table hot

For each row
  Project time, owner
    Join inner on machine = id
      Filter temperature > 80
        Scan stream telemetry
      Scan table owners
  on DuckDB
    SELECT
      t1."time"
    FROM "telemetry" AS t1

For each group of a closed window
  Scan table $closed_groups
  on DuckDB
    SELECT 1

Guarantee: exactly-once is asked for, exactly-once is given
  - Log: an event is synced to disk before its sender is answered.
`;

it("a step has its plan as a tree, and what the engine runs", () => {
  const [first, second] = stepsOf(explanation);
  expect(first!.title).toBe("For each row");
  expect(first!.engine).toBe("DuckDB");
  expect(first!.sql).toBe('SELECT\n  t1."time"\nFROM "telemetry" AS t1');
  const join = first!.root.inputs[0]!;
  expect(join.operator).toBe("Join");
  expect(join.inputs.map(({ operator, rest }) => `${operator} ${rest}`)).toEqual([
    "Filter temperature > 80",
    "Scan table owners",
  ]);
  expect(join.inputs[0]!.inputs[0]!.rest).toBe("stream telemetry");
  expect(second!.root.inputs).toEqual([]);
});

it("the head and the guarantee are no steps", () => {
  expect(stepsOf(explanation)).toHaveLength(2);
});

it("durations read as people write them", () => {
  expect(readable("time by PT1M")).toBe("time by 1 minute");
  expect(readable("time by PT15S of PT1H30M")).toBe("time by 15 seconds of 1 hour 30 minutes");
  expect(readable("time with gap PT0.5S of P")).toBe("time with gap 0.5 seconds of P");
  expect(readable("P1 = PT")).toBe("P1 = PT");
});
