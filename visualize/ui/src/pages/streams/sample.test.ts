import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { sampleEvent, snippets } from "./sample";

const stream = {
  fields: [
    { name: "machine", type: "string" },
    { name: "time", type: "timestamp" },
    { name: "temperature", type: "double" },
    { name: "running", type: "boolean" },
    { name: "count", type: "long" },
  ],
};
const event = sampleEvent(stream, new Date("2026-01-01T08:00:00Z"));

it("a sample event has a fitting value for each field", () => {
  expect(event).toEqual({
    machine: "machine-1",
    time: "2026-01-01T08:00:00.000Z",
    temperature: 21.5,
    running: true,
    count: 42,
  });
});

it("every snippet names the platform's own address", () => {
  const all = snippets("http://plant.local:8420", "telemetry", event);
  expect(all.map(({ language }) => language)).toEqual(["curl", "Python", "Java", "JavaScript"]);
  for (const { code } of all)
    expect(code).toContain("http://plant.local:8420/api/v1/streams/telemetry/events");
});

it("what the shell would pass to curl is the event, whatever is in it", () => {
  const code = snippets("http://x", "s", { text: 'it\'s "quoted" $HOME' })[0]!.code;
  const printed = execFileSync("bash", ["-c", code.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" });
  expect(JSON.parse(printed.trim().split("\n").at(-1)!)).toEqual({ text: 'it\'s "quoted" $HOME' });
});

it("rows and arrays have something of each kind that is in them", () => {
  const at = new Date("2026-01-01T08:00:00Z");
  const fields = [
    { name: "samples", type: "array<array<double>>" },
    { name: "position", type: "row<lat double, height decimal(9,3), limits row<low int, since timestamp>>" },
    { name: "readings", type: "array<row<sensor string>>" },
  ];
  expect(sampleEvent({ fields }, at)).toEqual({
    samples: [[21.5]],
    position: { lat: 21.5, height: 21.5, limits: { low: 42, since: "2026-01-01T08:00:00.000Z" } },
    readings: [{ sensor: "sensor-1" }],
  });
});
