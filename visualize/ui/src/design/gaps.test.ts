import { describe, expect, it } from "vitest";
import { gapOf, nearest, withGaps } from "./gaps";

const MINUTES = [0, 60, 120, 180, 240];

describe("a line over time", () => {
  it("stays whole where its values lie at even distances", () => {
    const lines = [[1, 2, 3, 4, 5]];
    expect(withGaps(MINUTES, lines)).toEqual({ x: MINUTES, lines });
  });

  it("is broken where a minute is missing, and nowhere else", () => {
    const x = [...MINUTES, 360, 420];
    const { x: places, lines } = withGaps(x, [[1, 2, 3, 4, 5, 6, 7]]);
    expect(places).toEqual([0, 60, 120, 180, 240, 300, 360, 420]);
    expect(lines).toEqual([[1, 2, 3, 4, 5, null, 6, 7]]);
  });

  it("that is whole stays so beside one that is broken", () => {
    const x = [...MINUTES, 300, 360];
    const broken = [1, 2, 3, 4, 5, undefined, 6];
    const whole = [1, 2, 3, 4, 5, 6, 7];
    expect(withGaps(x, [broken, whole])).toEqual({ x, lines: [[1, 2, 3, 4, 5, null, 6], whole] });
  });

  it("has nothing in a gap, also where others have values there", () => {
    const x = [...MINUTES, 300, 360, 420];
    const broken = [1, 2, 3, 4, 5, undefined, undefined, 6];
    const other = [1, 2, 3, 4, 5, 6, 7, 8];
    const { x: places, lines } = withGaps(x, [broken, other]);
    const gap = places.map((place, i) => (place > 240 && place < 420 ? lines[0]?.[i] : undefined));
    expect(gap.filter((value) => value !== undefined).every((value) => value === null)).toBe(true);
    expect(lines[0]?.filter((value) => value === null)).toHaveLength(places.length - 6);
    expect(lines[1]?.filter((value) => typeof value === "number")).toEqual(other);
  });

  it("of values that come as they like is not broken by their usual unrest", () => {
    const uneven = [0, 1, 3.2, 3.9, 6, 6.4, 8.1, 9.9, 10.3, 12];
    expect(gapOf(uneven)).toBeGreaterThan(2.5);
    const values = uneven.map((_, i) => i);
    expect(withGaps(uneven, [values]).lines).toEqual([values]);
    const later = [...uneven, 100, 101];
    expect(
      withGaps(later, [later.map((_, i) => i)]).lines[0]?.filter((value) => value === null),
    ).toHaveLength(1);
  });

  it("between others' values is joined over them", () => {
    const x = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270];
    const one = x.map((_, i) => (i % 2 === 0 ? i : undefined));
    const other = x.map((_, i) => (i % 2 === 1 ? i : undefined));
    expect(withGaps(x, [one, other])).toEqual({ x, lines: [one, other] });
  });

  it("of few values is left as it is", () => {
    const lines = [[1, 2, 3]];
    expect(withGaps([0, 60, 6000], lines).lines).toBe(lines);
  });
});

it("under the cursor stands the nearest value of each line, if one is close", () => {
  const line = [1, undefined, undefined, 2, null];
  const all = () => true;
  expect(nearest(line, 0, all)).toBe(0);
  expect(nearest(line, 1, all)).toBe(0);
  expect(nearest(line, 2, all)).toBe(3);
  expect(nearest(line, 4, all)).toBe(3);
  expect(nearest(line, 2, () => false)).toBe(2);
  expect(nearest([undefined, undefined], 0, all)).toBe(0);
});
