import { expect, it } from "vitest";
import conformance from "../../../../../docs/conformance.md?raw";
import { provenIn } from "./proven";

it("a table is read with its links, its bars inside of names, and its codes", () => {
  const { ways, operators, functions } = provenIn(`words

| operator | A, in a pipeline | A, in a query |
| --- | --- | --- |
| [Order and limit](../there) | refused: \`X_Y\`, \`Z\` | proven: 2; refused: \`X_Y\` |

| function | A, in a pipeline | A, in a query |
| --- | --- | --- |
| \`a \\|\\| b\` | proven: 5 | proven: 6 |

more words`);
  expect(ways).toEqual(["A, in a pipeline", "A, in a query"]);
  expect(operators).toEqual([
    {
      name: "Order and limit",
      evidence: [
        { proven: 0, refused: ["X_Y", "Z"] },
        { proven: 2, refused: ["X_Y"] },
      ],
    },
  ]);
  expect(functions.map(({ name }) => name)).toEqual(["a || b"]);
});

it("the table of the suite says something of everything in it", () => {
  const { ways, operators, functions } = provenIn(conformance);
  expect(operators.length).toBeGreaterThan(20);
  expect(functions.length).toBeGreaterThan(80);
  for (const { name, evidence } of [...operators, ...functions]) {
    expect(evidence, name).toHaveLength(ways.length);
    for (const { proven, refused } of evidence) expect(proven + refused.length, name).toBeGreaterThan(0);
  }
});
