import { gzipSync } from "node:zlib";
import { bench, quantile, say, summary } from "./bench.ts";
import { startLoad } from "./load.ts";
import { HEAD, row, watch } from "./watch.ts";

const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const WARM_UP_MILLIS = 15_000;

bench("first paint", async ({ browser, platform, baseURL }) => {
  const paints: number[] = [];
  const wholes: number[] = [];
  let bytes = 0;
  for (let round = 0; round < 11; round++) {
    // A browser that has never been here: nothing is in its cache.
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    await page.request.post("/api/v1/session", { data: { user: "admin", password: platform.password } });
    bytes = 0;
    page.on("response", async (response) => {
      if (new URL(response.url()).pathname.startsWith("/assets/"))
        bytes += gzipSync(await response.body(), { level: 9 }).length;
    });
    await page.goto("/");
    await page.getByRole("link", { name: /pipeline second_average/ }).waitFor();
    const [paint, whole] = await page.evaluate(() => [
      performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      performance.now(),
    ]);
    paints.push(paint!);
    wholes.push(whole!);
    await page.waitForLoadState("load");
    await context.close();
  }
  // The first one warms the platform up.
  say(`first paint: ${summary(paints.slice(1))}`);
  say(`the river is there after: ${summary(wholes.slice(1))}`);
  say(`files of the first page: ${(bytes / 1000).toFixed(0)} kB gzipped`);
});

bench(
  "from an event's post to its number in the browser, at 1,000 events a second",
  async ({ inside: page, platform }) => {
    const load = startLoad(platform, 1000, 10);
    await page.goto("/streams/readings");
    await page.getByText("Live", { exact: true }).waitFor();
    await page.waitForTimeout(WARM_UP_MILLIS);
    const begun = Date.now();
    const shown = await page.evaluate(
      (seconds) =>
        new Promise<[sent: number, at: number][]>((done) => {
          const seen: [number, number][] = [];
          let latest = 0;
          const grid = document.querySelector('[role="table"]')!;
          const column = [...grid.querySelectorAll('[role="columnheader"]')].findIndex((head) =>
            head.textContent?.startsWith("sent"),
          );
          const look = () => {
            const cells = [...grid.querySelectorAll(`[role="row"] > [role="cell"]:nth-child(${column + 1})`)];
            const newest = Math.max(...cells.map((cell) => Number(cell.textContent)));
            if (newest > latest) {
              latest = newest;
              // Drawn is what the frame after the next one begins with.
              requestAnimationFrame(() => setTimeout(() => seen.push([newest, Date.now()])));
            }
          };
          const changes = new MutationObserver(look);
          changes.observe(grid, { childList: true, subtree: true, characterData: true });
          setTimeout(() => {
            changes.disconnect();
            done(seen);
          }, seconds * 1000);
        }),
      SECONDS,
    );
    const { accepted, due } = await load.stop();
    // Each event counts from when it was due until a number of it or of a later one stands there.
    const millis: number[] = [];
    let before = begun;
    for (const [sent, at] of shown) {
      for (let each = before + 1; each <= sent; each++) millis.push(at - each);
      before = Math.max(before, sent);
    }
    say(
      `posted to shown: ${summary(millis)} ms of events; ${accepted} of ${due} accepted, ${shown.length} times drawn`,
    );
  },
);

bench("while 20,000 events a second come in", async ({ inside: page, platform }) => {
  bench.setTimeout(600_000);
  const load = startLoad(platform, 20_000, 1000);
  const lines: string[] = [];
  const look = async (name: string, path: string, there: () => Promise<void>, use: () => Promise<void>) => {
    await page.goto(path);
    await there();
    await page.waitForTimeout(WARM_UP_MILLIS);
    const watched = await watch(page, async () => {
      const end = Date.now() + SECONDS * 1000;
      while (Date.now() < end) {
        await use();
        await page.waitForTimeout(1500);
      }
    });
    lines.push(row(name, watched));
  };
  await look(
    "the overview",
    "/",
    () => page.getByRole("link", { name: /pipeline second_average/ }).waitFor(),
    async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("read");
      await page.keyboard.press("Escape");
    },
  );
  await look(
    "a stream's events",
    "/streams/readings",
    () => page.getByText("Live", { exact: true }).waitFor(),
    async () => {
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByRole("button", { name: "Go on" }).click();
    },
  );
  await look(
    "a dashboard",
    "/dashboards/devices",
    () => page.getByRole("img", { name: /Average of ten devices/ }).waitFor(),
    async () => {
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByRole("button", { name: "Go on" }).click();
    },
  );
  await look(
    "a topic's records",
    "/buffer/readings",
    () =>
      page
        .getByRole("button", { name: /^Record at offset/ })
        .first()
        .waitFor(),
    () => page.getByRole("button", { name: "Refresh" }).click(),
  );
  const { accepted, due } = await load.stop();
  say(`${accepted} of ${due} events accepted\n\n${HEAD}\n${lines.join("\n")}`);
});

bench("10,000 points in a chart", async ({ inside: page, platform }) => {
  const begun = Date.now() - 3_600_000;
  const events = Array.from({ length: 10_000 }, (_, i) => ({
    device: "points",
    time: new Date(begun + i * 100).toISOString(),
    sent: i,
    value: Math.sin(i / 300) * 50 + (i % 17),
  }));
  await page.request.post("/api/v1/streams/readings/events", {
    headers: { Authorization: `Bearer ${platform.token}` },
    data: events,
  });
  const sql = "SELECT time, \"value\" FROM readings WHERE device = 'points' ORDER BY time";
  await page.goto(`/explore?view=chart&sql=${encodeURIComponent(sql)}`);
  const chart = page.getByRole("img", { name: /10000 points/ });
  await chart.waitFor();
  const box = (await chart.boundingBox())!;
  const at = (share: number): [number, number] => [
    box.x + 70 + (box.width - 100) * share,
    box.y + box.height / 3,
  ];
  await page.mouse.move(...at(0));
  const hovered = await watch(page, async () => {
    for (let i = 0; i <= 300; i++) await page.mouse.move(...at((i % 101) / 100));
  });
  const dragged = await watch(page, async () => {
    for (let round = 0; round < 5; round++) {
      await page.mouse.move(...at(0.2));
      await page.mouse.down();
      for (let i = 0; i <= 30; i++) await page.mouse.move(...at(0.2 + i / 60));
      await page.mouse.up();
      await page.mouse.dblclick(...at(0.5));
    }
  });
  say(`${HEAD}\n${row("hovering", hovered)}\n${row("choosing a part, and back", dragged)}`);
  say(
    `frames over 34 ms: ${hovered.frames.filter((each) => each > 34).length} of ${hovered.frames.length} hovering`,
  );
  say(`hovering: 95 % of frames within ${quantile(hovered.frames, 0.95).toFixed(0)} ms`);
});
