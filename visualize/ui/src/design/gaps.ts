/** Values at the places of x: null for a gap that is known, undefined where another line has a value. */
export type Values = (number | null | undefined)[];

/** Fewer distances say nothing of how far apart values lie. */
const LEAST_DISTANCES = 4;
/** Of values at even distances one that is missing is seen. */
const EVEN = 1.5;
/** Others lie apart as they like; what is far beyond nearly all of their distances is a gap. */
const UNEVEN = 4;

/** The distance from which on nothing is between two values; undefined where nobody can say. */
export function gapOf(places: readonly number[]): number | undefined {
  const distances = places
    .slice(1)
    .map((place, i) => place - places[i]!)
    .sort((a, b) => a - b);
  if (distances.length < LEAST_DISTANCES) return undefined;
  const at = (share: number) => distances[Math.floor(share * (distances.length - 1))]!;
  const usual = at(0.5);
  const even = distances.filter((distance) => Math.abs(distance - usual) <= usual * 0.01);
  return even.length >= distances.length * 0.6 ? usual * EVEN : at(0.95) * UNEVEN;
}

/** Lines over places in their order, broken where values are missing. */
export function withGaps(x: number[], lines: Values[]): { x: number[]; lines: Values[] } {
  const gaps = lines.map((line) => gapsOf(x.filter((_, i) => line[i] !== undefined)));
  if (gaps.every((each) => each.length === 0)) return { x, lines };
  // A gap between two neighbours needs a place of its own.
  const middles = gaps.flat().map(([before, after]) => (before + after) / 2);
  const all = [...new Set([...x, ...middles])].sort((a, b) => a - b);
  const index = new Map(all.map((place, i) => [place, i]));
  return {
    x: all,
    lines: lines.map((line, number) => {
      const values: Values = new Array(all.length).fill(undefined);
      x.forEach((place, i) => {
        values[index.get(place)!] = line[i];
      });
      // All of it: where other lines have a value in between, this one would begin again there.
      for (const [before, after] of gaps[number]!)
        values.fill(null, index.get(before)! + 1, index.get(after)!);
      return values;
    }),
  };
}

/** Between which places nothing is. */
function gapsOf(places: number[]): [before: number, after: number][] {
  const gap = gapOf(places);
  if (gap === undefined) return [];
  return places
    .slice(1)
    .map((after, i): [number, number] => [places[i]!, after])
    .filter(([before, after]) => after - before > gap);
}

/** The place nearest to one that has a value in a line; itself where there is none close by. */
export function nearest(line: Values, from: number, isClose: (index: number) => boolean): number {
  if (typeof line[from] === "number") return from;
  for (let step = 1; ; step++) {
    const [left, right] = [from - step, from + step];
    const near = [left, right].filter((index) => index >= 0 && index < line.length && isClose(index));
    if (near.length === 0) return from;
    const found = near.find((index) => typeof line[index] === "number");
    if (found !== undefined) return found;
  }
}
