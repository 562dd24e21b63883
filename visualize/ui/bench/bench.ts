import { test as base, type Page } from "@playwright/test";
import { type Running, startPlatform } from "../e2e/platform.ts";

/** A stream of readings, a pipeline over it and a dashboard, as somebody would look at them. */
const PROJECT: Record<string, string> = {
  "thalweg.yaml": "name: bench\n",
  "streams/readings.yaml": `stream: readings
fields:
  device: {type: string}
  time:   {type: timestamp}
  sent:   {type: long}
  value:  {type: double}
key: device
event_time: {field: time, lateness: 1s}
`,
  "pipelines/second_average.yaml": `pipeline: second_average
sql: |
  SELECT window_start, device, AVG("value") AS average, COUNT(*) AS readings
  FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(time), INTERVAL '1' SECOND))
  GROUP BY window_start, window_end, device
to:
  - table: second_average
`,
  "dashboards/devices.yaml": `dashboard: devices
title: Devices
time: {last: 5m}
refresh: 2s
panels:
  - panel: all
    title: Readings a second
    draw: area
    sql: |
      SELECT window_start, SUM(readings) AS readings FROM second_average
      WHERE window_start BETWEEN :from AND :to GROUP BY window_start ORDER BY window_start
  - panel: each
    title: Average of ten devices
    draw: line
    sql: |
      SELECT window_start, device, average FROM second_average
      WHERE device < 'dev-10' AND window_start BETWEEN :from AND :to ORDER BY window_start, device
  - panel: newest
    title: Newest
    draw: table
    sql: SELECT * FROM second_average ORDER BY window_start DESC LIMIT 100
`,
};

interface Fixtures {
  inside: Page;
}

/** One platform for what is measured in one file. */
export const bench = base.extend<Fixtures, { platform: Running }>({
  platform: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it
    async ({}, use) => {
      const platform = await startPlatform(PROJECT);
      await use(platform);
      await platform.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ platform }, use) => use(platform.url),
  inside: async ({ page, platform }, use) => {
    await page.request.post("/api/v1/session", { data: { user: "admin", password: platform.password } });
    await use(page);
  },
});

/** The value that this share of them does not exceed. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** "median 12 ms, 95 % 20 ms, 99 % 31 ms, most 40 ms". */
export function summary(millis: number[]): string {
  const at = (share: number) => `${quantile(millis, share).toFixed(0)} ms`;
  return `median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, most ${at(1)}, of ${millis.length}`;
}

export function say(line: string): void {
  process.stdout.write(`\n${line}\n`);
}
