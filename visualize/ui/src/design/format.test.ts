import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatDuration, formatFloating, formatRate, plural } from "./format";

describe("numbers", () => {
  it.each([
    [0, "0"],
    [9_999, "9,999"],
    [12_345, "12.3k"],
    [999_950, "1M"],
    [3_000_000, "3M"],
    [-45_600, "−45.6k"],
    [7.2e15, "7200T"],
  ])("%d is written %s", (value, text) => expect(formatCount(value)).toBe(text));

  it.each([
    [0, "0"],
    [0.44, "0.4"],
    [12.4, "12"],
    [20_400, "20.4k"],
  ])("%d per second is written %s", (value, text) => expect(formatRate(value)).toBe(text));

  it.each([
    [54.099999999999994, "54.1"],
    [38.117333333333335, "38.1173333333"],
    [33.25, "33.25"],
    [1e-9, "1e-9"],
    [123456789012, "123456789012"],
  ])("the double %d is written %s", (value, text) => expect(formatFloating(value)).toBe(text));

  it("sizes go by thousands", () => {
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(1_500_000)).toBe("1.5 MB");
  });

  it("one is not plural", () => {
    expect(plural(1, "stream")).toBe("1 stream");
    expect(plural(1200, "row")).toBe("1,200 rows");
  });
});

describe("lengths of time", () => {
  it.each([
    [350, "350 ms"],
    [4_200, "4.2 s"],
    [61_000, "61 s"],
    [180_000, "3 min"],
    [7_500_000, "2 h 5 min"],
    [273_600_000, "3 d 4 h"],
    [-5, "0 ms"],
  ])("%d ms is written %s", (millis, text) => expect(formatDuration(millis)).toBe(text));
});
