import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { unbroken, type World } from "./outline";

/** The shapes of an atlas: Natural Earth's, which belong to everybody. */
export function worldOf(json: unknown): World {
  // Of a JSON file TypeScript knows that there is a text, and not which.
  const topology = json as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
  const land = feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === "Polygon"
      ? geometry.coordinates
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates.flat()
        : [],
  );
  // A border has a country on both sides; a coast has one.
  const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b).coordinates;
  return {
    land: land.map((line) => unbroken(line, true)),
    borders: borders.map((line) => unbroken(line, false)),
  };
}
