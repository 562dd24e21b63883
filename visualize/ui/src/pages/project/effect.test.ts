import { expect, it } from "vitest";
import { isLost, wordOf } from "./effect";

const of = (kind: string, effect: string) => ({ kind, name: "minute", effect, text: "" });

it("rows are lost where a pipeline begins anew or goes, and nowhere else", () => {
  expect(isLost(of("pipeline", "anew"))).toBe(true);
  expect(isLost(of("pipeline", "removed"))).toBe(true);
  expect(isLost(of("pipeline", "continued"))).toBe(false);
  expect(isLost(of("pipeline", "added"))).toBe(false);
  expect(isLost(of("stream", "removed"))).toBe(false);
  expect(isLost(of("dashboard", "removed"))).toBe(false);
});

it("an effect that this page has no word for is shown by the platform's own", () => {
  expect(wordOf(of("pipeline", "anew")).label).toBe("Begins anew");
  expect(wordOf(of("pipeline", "moved")).label).toBe("moved");
});
