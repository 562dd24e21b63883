import { expect, it } from "vitest";
import type { StreamNow } from "../../data/status";
import { pipelineNow, statusWith } from "../../testing/samples";
import { concernsOf } from "./attention";

const telemetry: StreamNow = {
  name: "telemetry",
  events: 10,
  eventsPerSecond: 1,
  archiveLag: 0,
  history: [],
};

it("where all is well nothing needs attention", () => {
  const status = { ...statusWith([pipelineNow()]), streams: new Map([["telemetry", telemetry]]) };
  expect(concernsOf(status, { counts: [] })).toEqual([]);
  expect(concernsOf(status)).toEqual([]);
});

it("what failed comes first, then who is behind and what waits in quarantine", () => {
  const status = {
    ...statusWith([
      pipelineNow({ name: "slow", lag: 60_000, rowsInPerSecond: 100 }),
      pipelineNow({ name: "broken", state: "FAILED", error: "a sum is too large" }),
    ]),
    streams: new Map([
      ["orders", { ...telemetry, name: "orders", archiveError: "the disk is full" }],
      ["telemetry", telemetry],
    ]),
  };
  const counts = [
    { stream: "telemetry", outcome: "waiting" as const, events: 12 },
    { stream: "orders", outcome: "quarantined" as const, events: 900 },
  ];
  const concerns = concernsOf(status, { counts });
  expect(concerns.map(({ name, tone }) => `${name} ${tone}`)).toEqual([
    "broken bad",
    "orders bad",
    "slow warn",
    "telemetry warn",
  ]);
  expect(concerns[0]?.text).toBe("a sum is too large");
  expect(concerns[3]).toMatchObject({ kind: "stream", tab: "quarantine" });
  expect(concerns[3]?.text).toContain("12 records");
});
