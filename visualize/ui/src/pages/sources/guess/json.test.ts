import { expect, it } from "vitest";
import { jsonProblem } from "./json";

it("what JSON.parse takes has no problem", () => {
  for (const text of ['{"a": [1, -2.5e+3, "x\\u00e9\\n", true, null, {}], "b": []}', " 0 ", '""'])
    expect(jsonProblem(text)).toBeUndefined();
});

it("the first place that is wrong is named", () => {
  const problems: [string, string, RegExp][] = [
    ['{"a": }', "}", /value is missing/],
    ['{"a": 1,}', "}", /name of a field/],
    ["{'a': 1}", "'a", /name of a field/],
    ['{"a" 1}', "1", /colon/],
    ['{"a": 1 "b": 2}', '"b"', /comma or a closing }/],
    ['{"a": pump}', "pump", /without quotes/],
    ['{"a": "x', '"x', /closing quote/],
    ['{"a": 01}', "1}", /comma/],
    ["[1] 2", "2", /has ended/],
  ];
  for (const [text, place, message] of problems) {
    expect(() => JSON.parse(text), text).toThrow();
    const problem = jsonProblem(text);
    expect(problem?.message, text).toMatch(message);
    expect(problem?.at, text).toBe(text.lastIndexOf(place));
  }
  expect(jsonProblem('{"a": [1')?.message).toBe("A closing ] is missing");
  expect(jsonProblem('{"a":')?.message).toBe("The JSON has no end");
});
