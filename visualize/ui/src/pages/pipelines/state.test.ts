import { expect, it } from "vitest";
import { pipelineState } from "./state";

const running = { state: "RUNNING", lag: 0, rowsInPerSecond: 100 };

it("a pipeline that keeps up runs", () => {
  expect(pipelineState({ ...running, lag: 500 })).toEqual({ tone: "good", label: "Running" });
});

it("a pipeline that is half a minute of its input behind needs attention", () => {
  expect(pipelineState({ ...running, lag: 3100 })).toEqual({ tone: "warn", label: "Behind" });
});

it("a failed pipeline is said to have failed however small its lag is", () => {
  expect(pipelineState({ ...running, state: "FAILED" }).tone).toBe("bad");
});
