import { expect, it } from "vitest";
import { curlOf, EMPTY, wantedOf } from "./token";

it("what was left empty is not asked for", () => {
  expect(wantedOf({ ...EMPTY, device: " press-1 " })).toEqual({
    role: "device",
    device: "press-1",
    name: undefined,
    expires: "90d",
    eventsPerSecond: undefined,
    requestsPerSecond: undefined,
  });
  const viewer = wantedOf({ ...EMPTY, role: "viewer", device: "press-1", expires: "", requestsPerSecond: 5 });
  expect(viewer.device).toBeUndefined();
  expect(viewer.expires).toBeUndefined();
  expect(viewer.requestsPerSecond).toBe(5);
});

it("a device's call sends an event of its own, another's reads", () => {
  const event = { stream: "telemetry", event: { machine: "hall's press" } };
  const device = curlOf("http://here", { token: "secret", role: "device" }, event);
  expect(device).toContain("http://here/api/v1/streams/telemetry/events");
  expect(device).toContain("Bearer secret");
  expect(device).toContain(`-d '{"machine":"hall'\\''s press"}'`);
  expect(curlOf("http://here", { token: "secret", role: "viewer" }, event)).not.toContain("-d");
});
