import { useEffect, useState } from "react";
import type { World } from "./outline";

/** Frames of fewer degrees from south to north are drawn in more detail. */
const CLOSE_DEGREES = 30;

/** In narrower ones the lines would be wrong by as much as the places are apart. */
const LEAST_DEGREES = 1.5;

type Detail = "near" | "far";

const loaded = new Map<Detail, Promise<World>>();

async function load(detail: Detail): Promise<World> {
  const [{ worldOf }, { default: topology }] = await Promise.all([
    import("./atlas"),
    detail === "near" ? import("world-atlas/countries-50m.json") : import("world-atlas/countries-110m.json"),
  ]);
  return worldOf(topology);
}

function worldAt(detail: Detail): Promise<World> {
  const known = loaded.get(detail);
  if (known) return known;
  const loading = load(detail);
  loaded.set(detail, loading);
  // Without it the points are still there; the next map tries again.
  loading.catch(() => loaded.delete(detail));
  return loading;
}

/** The earth for a frame so many degrees high; undefined until it is there, and where it would mislead. */
export function useWorld(degrees: number): World | undefined {
  const detail = degrees < LEAST_DEGREES ? undefined : degrees < CLOSE_DEGREES ? "near" : "far";
  const [world, setWorld] = useState<World>();
  useEffect(() => {
    let left = false;
    const show = (value: World | undefined) => {
      if (!left) setWorld(value);
    };
    if (detail) worldAt(detail).then(show, () => {});
    else show(undefined);
    return () => {
      left = true;
    };
  }, [detail]);
  return world;
}
