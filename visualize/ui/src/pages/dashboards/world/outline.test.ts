import { expect, it } from "vitest";
import near from "world-atlas/countries-50m.json";
import far from "world-atlas/countries-110m.json";
import { worldOf } from "./atlas";
import { pathOf, unbroken } from "./outline";

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

it("what crosses the 180th meridian goes on there, and what holds a pole is led along it", () => {
  const island = [
    [179, 1],
    [-179, 1],
    [-179, 2],
    [179, 1],
  ];
  expect(unbroken(island, true)).toEqual([
    [179, 1],
    [181, 1],
    [181, 2],
    [179, 1],
  ]);
  const around = [
    [0, -70],
    [120, -60],
    [-120, -60],
    [0, -70],
  ];
  expect(unbroken(around, true).slice(-3)).toEqual([
    [360, -70],
    [360, -90],
    [0, -90],
  ]);
  const fiji = { west: -190, east: -170, south: -10, north: 10, step: 5 };
  expect(pathOf([unbroken(island, true)], fiji, { width: 20, height: 20, closed: true })).toBe(
    "M9.0,9.0L11.0,9.0L11.0,8.0L9.0,9.0Z",
  );
});

it("no line of the atlas runs across the earth", () => {
  let widest = 0;
  for (const world of [worldOf(far), worldOf(near)])
    for (const line of [...world.land, ...world.borders])
      line.forEach(([lon = 0, lat = 0], i) => {
        const [before = lon, latBefore = lat] = line[i - 1] ?? [];
        if (Math.abs(lat) < 90 && Math.abs(latBefore) < 90) widest = Math.max(widest, Math.abs(lon - before));
      });
  expect(widest).toBeLessThan(60);
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
