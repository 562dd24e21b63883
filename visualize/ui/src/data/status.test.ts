import { expect, it } from "vitest";
import { pipelineNow, sampleOf } from "../testing/samples";
import { addSample, statusOf } from "./status";

it("rates are kept as they went, and only so many", () => {
  let samples = addSample(undefined, sampleOf({ telemetry: 0 }));
  for (let i = 1; i <= 200; i++) samples = addSample(samples, sampleOf({ telemetry: i }));
  const history = statusOf([], samples).streams.get("telemetry")!.history;
  expect(history).toHaveLength(90);
  expect(history.at(-1)).toBe(200);
});

it("what comes in is the sum over all streams", () => {
  const samples = addSample(undefined, sampleOf({ telemetry: 200, orders: 5 }));
  expect(statusOf([], samples).total.eventsPerSecond).toBe(205);
});

it("an error that is over does not stay", () => {
  const failed = pipelineNow({ name: "average", error: "division by zero" });
  const samples = addSample(undefined, {
    ...sampleOf({}),
    pipelines: [{ ...pipelineNow({ name: "average" }), error: undefined }],
  });
  expect(statusOf([failed], samples).pipelines[0]!.error).toBeUndefined();
});
