import { expect, it } from "vitest";
import { pipelineNow, statusWith } from "../../testing/samples";
import { layOut } from "./layout";
import { riverOf } from "./river";

const telemetry = { name: "telemetry", fields: [] };

it("a stream flows through its pipelines into what they write", () => {
  const status = statusWith([
    pipelineNow({
      name: "average",
      rowsInPerSecond: 200,
      rowsOutPerSecond: 2,
      to: [{ kind: "table", name: "minutes" }],
    }),
  ]);
  const river = riverOf([telemetry], status);
  expect(river.nodes.map(({ id }) => id)).toEqual(["stream/telemetry", "pipeline/average", "table/minutes"]);
  expect(river.edges).toEqual([
    { from: "stream/telemetry", to: "pipeline/average", perSecond: 200, dry: false },
    { from: "pipeline/average", to: "table/minutes", perSecond: 2, dry: false },
  ]);
});

it("a pipeline that reads another one's topic stands behind it", () => {
  const status = statusWith([
    pipelineNow({ name: "hot", to: [{ kind: "topic", name: "hot_machines" }] }),
    pipelineNow({ name: "count", stream: "hot_machines", to: [] }),
  ]);
  const river = riverOf([telemetry], status);
  expect(river.edges.map(({ from, to }) => `${from} ${to}`)).toContain("topic/hot_machines pipeline/count");
});

it("a pipeline over several streams hangs on each of them, with what comes into it", () => {
  const joined = pipelineNow({
    name: "joined",
    rowsInPerSecond: 30,
    sources: [{ stream: "telemetry" }, { stream: "orders" }, { stream: "telemetry" }],
    to: [],
  });
  const now = { events: 0, archiveLag: 0, history: [] };
  const status = {
    ...statusWith([joined]),
    streams: new Map([
      ["telemetry", { ...now, name: "telemetry", eventsPerSecond: 20 }],
      ["orders", { ...now, name: "orders", eventsPerSecond: 10 }],
    ]),
  };
  expect(riverOf([telemetry, { name: "orders", fields: [] }], status).edges).toEqual([
    { from: "stream/telemetry", to: "pipeline/joined", perSecond: 20, dry: false },
    { from: "stream/orders", to: "pipeline/joined", perSecond: 10, dry: false },
  ]);
});

it("nothing flows at a pipeline that failed", () => {
  const river = riverOf([telemetry], statusWith([pipelineNow({ state: "FAILED" })]));
  expect(river.edges.every(({ dry }) => dry)).toBe(true);
});

it("no two nodes lie over each other, and everything flows to the right", () => {
  const pipelines = Array.from({ length: 12 }, (_, i) =>
    pipelineNow({ name: `p${i}`, to: [{ kind: "table", name: `t${i % 5}` }] }),
  );
  const river = riverOf([telemetry, { name: "idle", fields: [] }], statusWith(pipelines));
  const { places } = layOut(river, 1200);
  const boxes = [...places.values()];
  for (const a of boxes)
    for (const b of boxes) {
      if (a === b) continue;
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart).toBe(true);
    }
  for (const { from, to } of river.edges)
    expect(places.get(from)!.x + places.get(from)!.width).toBeLessThan(places.get(to)!.x);
});

it("a river of five layers fits a laptop's screen", () => {
  const status = statusWith([
    pipelineNow({ name: "average", to: [{ kind: "topic", name: "minutes" }] }),
    pipelineNow({ name: "lines", stream: "minutes", to: [{ kind: "table", name: "lines" }] }),
  ]);
  const { width, places } = layOut(riverOf([telemetry], status), 1090);
  expect(new Set([...places.values()].map(({ x }) => x)).size).toBe(5);
  expect(width).toBeLessThanOrEqual(1090);
});
