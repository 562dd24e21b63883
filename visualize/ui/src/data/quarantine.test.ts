import { expect, it } from "vitest";
import { waitingIn } from "./quarantine";

it("what waits is counted over all reasons, without what was ever there", () => {
  const counts = [
    { stream: "telemetry", outcome: "waiting" as const, events: 3 },
    { stream: "telemetry", outcome: "waiting" as const, events: 4 },
    { stream: "telemetry", outcome: "quarantined" as const, events: 900 },
    { stream: "orders", outcome: "waiting" as const, events: 50 },
  ];
  expect(waitingIn({ counts }, "telemetry")).toBe(7);
  expect(waitingIn({ counts }, "none")).toBe(0);
});
