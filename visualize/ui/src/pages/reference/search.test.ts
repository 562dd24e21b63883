import { expect, it } from "vitest";
import { groupsOf, matching } from "./search";

const PROVEN = {
  ways: ["A"],
  operators: [{ name: "Unnest", evidence: [{ proven: 0, refused: ["SQL_UNSUPPORTED"] }] }],
  functions: [
    { name: "ABS(x)", evidence: [{ proven: 3, refused: [] }] },
    { name: "NEW(x)", evidence: [{ proven: 1, refused: [] }] },
  ],
};
const ABS = {
  name: "ABS",
  signature: "ABS(x)",
  meaning: "Without its sign.",
  group: "Numbers",
  result: "as x",
};

it("functions stand in the groups of the catalogue, with what they mean", () => {
  const groups = groupsOf(PROVEN, [ABS]);
  expect(groups.map(({ title }) => title)).toEqual(["Operators", "Numbers", "Functions"]);
  expect(groups[1]?.entries[0]).toMatchObject({ name: "ABS(x)", meaning: "Without its sign.", isCode: true });
});

it("an entry is found by its name, a word of its meaning, or the code that refuses it", () => {
  const entries = groupsOf(PROVEN, [ABS]).flatMap((group) => group.entries);
  const found = (words: string) => matching(entries, words).map(({ name }) => name);
  expect(found("abs")).toEqual(["ABS(x)"]);
  expect(found("SIGN without")).toEqual(["ABS(x)"]);
  expect(found("sql_unsupported")).toEqual(["Unnest"]);
  expect(found("nothing like it")).toEqual([]);
  expect(found("")).toHaveLength(3);
});
