import type { Frame } from "../values";

/** Degrees east and north. */
export type Place = readonly number[];

/** What is drawn of the earth: the edges of the land, and the borders between countries. */
export interface World {
  /** Closed lines. */
  land: readonly (readonly Place[])[];
  borders: readonly (readonly Place[])[];
}

const ROUND = 360;

/**
 * A line that goes on where it crosses the 180th meridian, instead of jumping to the other edge of the earth. One that
 * is closed and goes once around holds a pole, and is led along it.
 */
export function unbroken(line: readonly Place[], closed: boolean): Place[] {
  let turn = 0;
  let before: number | undefined;
  const places = line.map(([lon = 0, lat = 0]): Place => {
    if (before !== undefined && Math.abs(lon - before) > ROUND / 2) turn += lon < before ? ROUND : -ROUND;
    before = lon;
    return [lon + turn, lat];
  });
  const [first, last] = [places[0], places.at(-1)];
  if (!closed || turn === 0 || !first || !last) return places;
  const pole = (first[1] ?? 0) < 0 ? -90 : 90;
  return [...places, [last[0] ?? 0, pole], [first[0] ?? 0, pole]];
}

function isSeen(line: readonly Place[], { west, east, south, north }: Frame, shift: number): boolean {
  const bounds = { w: Infinity, e: -Infinity, s: Infinity, n: -Infinity };
  for (const [lon = 0, lat = 0] of line) {
    bounds.w = Math.min(bounds.w, lon + shift);
    bounds.e = Math.max(bounds.e, lon + shift);
    bounds.s = Math.min(bounds.s, lat);
    bounds.n = Math.max(bounds.n, lat);
  }
  return bounds.e >= west && bounds.w <= east && bounds.n >= south && bounds.s <= north;
}

/**
 * Lines as the path of a picture of so many pixels that shows a part of the earth; those outside of it are left out,
 * and where it reaches over the 180th meridian the earth goes on.
 */
export function pathOf(
  lines: World["land"],
  frame: Frame,
  { width, height, closed }: { width: number; height: number; closed: boolean },
): string {
  const x = (lon: number) => (((lon - frame.west) / (frame.east - frame.west)) * width).toFixed(1);
  const y = (lat: number) => (((frame.north - lat) / (frame.north - frame.south)) * height).toFixed(1);
  // A line that goes on behind the 180th meridian is in the next turn too.
  const first = Math.ceil((frame.west - ROUND / 2) / ROUND) - 1;
  const last = Math.floor((frame.east + ROUND / 2) / ROUND) + 1;
  const parts: string[] = [];
  for (let turn = first; turn <= last; turn++)
    for (const line of lines)
      if (isSeen(line, frame, turn * ROUND))
        parts.push(
          `M${line.map(([lon = 0, lat = 0]) => `${x(lon + turn * ROUND)},${y(lat)}`).join("L")}${closed ? "Z" : ""}`,
        );
  return parts.join("");
}
