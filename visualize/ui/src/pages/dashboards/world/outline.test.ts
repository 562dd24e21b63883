import { expect, it } from "vitest";
import near from "world-atlas/countries-50m.json";
import far from "world-atlas/countries-110m.json";
import { worldOf } from "./atlas";
import { pathOf } from "./outline";

const ALL = { west: -180, east: 180, south: -90, north: 90, step: 60 };
const SQUARE = [
  [0, 0],
  [90, 0],
  [90, 45],
];

it("places become pixels, the north above", () => {
  expect(pathOf([SQUARE], ALL, { width: 360, height: 180, closed: true })).toBe(
    "M180.0,90.0L270.0,90.0L270.0,45.0Z",
  );
  expect(pathOf([SQUARE], ALL, { width: 360, height: 180, closed: false }).endsWith("45.0")).toBe(true);
});

it("what is outside of the picture is left out", () => {
  const frame = { ...ALL, west: -100, east: -10 };
  expect(pathOf([SQUARE], frame, { width: 360, height: 180, closed: true })).toBe("");
});

it("over the 180th meridian the earth goes on", () => {
  const fiji = { west: 170, east: 190, south: -10, north: 10, step: 5 };
  const samoa = [
    [-175, 0],
    [-171, 0],
  ];
  expect(pathOf([samoa], fiji, { width: 200, height: 200, closed: false })).toBe("M150.0,100.0L190.0,100.0");
});

it("the atlas has land and borders, and near ones in more detail", () => {
  const points = (lines: readonly (readonly unknown[])[]) =>
    lines.reduce((sum, line) => sum + line.length, 0);
  const wide = worldOf(far);
  const close = worldOf(near);
  expect(points(wide.borders)).toBeGreaterThan(1000);
  expect(points(close.land)).toBeGreaterThan(2 * points(wide.land));
  // Kassel is in the middle of the land, with no coast about.
  const kassel = { west: 9, east: 10, south: 51, north: 52, step: 1 };
  expect(
    pathOf(
      wide.land,
      { ...kassel, west: 0, east: 20, south: 45, north: 56 },
      { width: 100, height: 100, closed: true },
    ),
  ).not.toBe("");
  expect(pathOf(close.borders, kassel, { width: 100, height: 100, closed: false })).not.toContain("NaN");
});
