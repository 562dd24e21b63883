import { expect, it } from "vitest";
import { isSample } from "./guess/cells";
import { definitionOf } from "./guess/definition";
import { eventsOf } from "./guess/events";
import { guessStream } from "./guess/guess";
import { readSample } from "./guess/sample";
import { nameProblem, placed } from "./useMistakes";

function madeOf(text: string) {
  const sample = readSample(text);
  if (!isSample(sample)) throw new Error(sample.problem);
  return { sample, draft: { ...guessStream(sample), name: "pumps" } };
}

it("a name is refused with its reason, and with a better one where there is one", () => {
  const taken = new Map([["telemetry", "stream"]]);
  expect(nameProblem("pumps_2", taken)).toBeUndefined();
  expect(nameProblem("", taken)).toBe("Give it a name.");
  expect(nameProblem("telemetry", taken)).toMatch(/^There is a stream "telemetry" already\./);
  expect(nameProblem("Pump flow", taken)).toMatch(/How about "pump_flow"\?$/);
  expect(nameProblem("7", taken)).not.toContain("How about");
  expect(nameProblem("a".repeat(51), taken)).toContain("at most 50");
});

it("a mistake stands at the field, the name or the time that its line is about", () => {
  const { draft } = madeOf('{"machine": "p-1", "time": "2026-03-01T09:30:00Z", "flow": 1.5}');
  const definition = definitionOf(draft);
  const lines = definition.text.split("\n");
  const at = (start: string, message: string, file = "streams/pumps.yaml") => ({
    file,
    line: lines.findIndex((line) => line.startsWith(start)) + 1,
    column: 1,
    code: "X",
    message,
    hint: "Do something",
  });
  const told = placed(
    [
      at("stream:", "wrong name"),
      at("  flow:", "wrong flow"),
      at("key:", "wrong key"),
      at("event_time:", "wrong time"),
      at("fields:", "no fields"),
      at("stream:", "wrong elsewhere", "pipelines/a.yaml"),
    ],
    definition,
    "streams/pumps.yaml",
  );
  expect(told.name).toBe("wrong name. Do something.");
  expect(told.eventTime).toBe("wrong time. Do something.");
  expect([...told.fields]).toEqual([
    ["flow", "wrong flow. Do something."],
    ["machine", "wrong key. Do something."],
  ]);
  expect(told.rest).toEqual(["no fields. Do something.", "pipelines/a.yaml: wrong elsewhere. Do something."]);
});

it("the sample's events are sent as the types that were chosen", () => {
  const { sample, draft } = madeOf(
    "no,at,ok,n,huge,empty\n7,2026-03-01T09:30:00Z,TRUE,1.5,12345678901234567890,\n",
  );
  draft.fields[0]!.type = "string";
  draft.fields[3]!.kept = false;
  expect(eventsOf(sample.events, draft)).toEqual([
    { no: "7", at: "2026-03-01T09:30:00Z", ok: true, huge: "12345678901234567890" },
  ]);
});
