import { expect, it } from "vitest";
import { andTables, topicsAgain } from "./words";

const to = [
  { kind: "table", name: "hot" },
  { kind: "topic", name: "hot-machines" },
  { kind: "table", name: "cold" },
];

it("beginning anew names the tables that are dropped and the topics that are written once more", () => {
  expect(andTables(to)).toBe(" and tables hot, cold");
  expect(andTables(to.slice(0, 2))).toBe(" and table hot");
  expect(andTables(to.slice(1, 2))).toBe("");
  expect(topicsAgain(to)).toMatch(/^What it has written to topic hot-machines stays/);
  expect(topicsAgain(to.slice(0, 1))).toBe("");
});
