import { Graph, layout } from "@dagrejs/dagre";
import type { River } from "./river";

/** Where a node lies, from the upper left corner, in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  places: Map<string, Box>;
  /** For each edge, by `from to`, the path of a line. */
  paths: Map<string, { path: string; middle: { x: number; y: number } }>;
}

const NODE_WIDTH = 224;
/** Narrower ones have no room for their names; what is wider than its room then is scrolled. */
const LEAST_NODE_WIDTH = 164;
/** Between nodes that had to become narrower. */
const NARROW_GAP = 56;
const HEIGHTS = { stream: 76, pipeline: 76, table: 44, topic: 44 };
const LEAST_GAP = 104;
const MOST_GAP = 210;

interface Point {
  x: number;
  y: number;
}

/** A line through points from left to right that leaves and enters level. */
function pathThrough(points: Point[]): string {
  return points
    .map(({ x, y }, i) => {
      const before = points[i - 1];
      if (!before) return `M${x} ${y}`;
      const bend = Math.max(24, (x - before.x) / 2);
      return `C${before.x + bend} ${before.y} ${x - bend} ${y} ${x} ${y}`;
    })
    .join("");
}

function graphOf(river: River, gap: number, width = NODE_WIDTH): Graph {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 20, ranksep: gap, ranker: "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, kind } of river.nodes) graph.setNode(id, { width, height: HEIGHTS[kind] });
  for (const { from, to } of river.edges) graph.setEdge(from, to);
  layout(graph);
  return graph;
}

/** Lays a river out in layers from left to right, as wide as there is room. */
export function layOut(river: River, room: number): Layout {
  let graph = graphOf(river, LEAST_GAP);
  const layers = new Set(river.nodes.map(({ id }) => Math.round(graph.node(id).x))).size;
  if (layers > 1) {
    const gap = Math.min(MOST_GAP, Math.floor((room - layers * NODE_WIDTH) / (layers - 1)));
    if (gap > LEAST_GAP) graph = graphOf(river, gap);
    else if (gap < LEAST_GAP) {
      const fitting = Math.floor((room - (layers - 1) * NARROW_GAP) / layers);
      graph = graphOf(river, NARROW_GAP, Math.min(NODE_WIDTH, Math.max(LEAST_NODE_WIDTH, fitting)));
    }
  }
  const places = new Map<string, Box>();
  for (const { id } of river.nodes) {
    const { x, y, width, height } = graph.node(id);
    places.set(id, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const paths: Layout["paths"] = new Map();
  for (const { from, to } of river.edges) {
    const start = places.get(from)!;
    const end = places.get(to)!;
    const bends: Point[] = graph.edge(from, to).points.slice(1, -1);
    // An edge between neighbours needs no bend; a longer one goes around what lies between.
    const long = end.x - (start.x + start.width) > MOST_GAP + NODE_WIDTH;
    const points = [
      { x: start.x + start.width, y: start.y + start.height / 2 },
      ...(long ? bends : []),
      { x: end.x, y: end.y + end.height / 2 },
    ];
    const [a, b] = [points[0]!, points[1]!];
    paths.set(`${from} ${to}`, {
      path: pathThrough(points),
      middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    });
  }
  const { width = 0, height = 0 } = graph.graph();
  return { width, height, places, paths };
}
