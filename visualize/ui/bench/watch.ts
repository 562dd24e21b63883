import type { Page } from "@playwright/test";
import { quantile } from "./bench.ts";

/** What a page was busy with while it was watched. */
export interface Watched {
  seconds: number;
  /** Milliseconds between one frame and the next. */
  frames: number[];
  /** Milliseconds of each task that was longer than 50. */
  longTasks: number[];
  /** Milliseconds from a click or a key until what came of it was drawn. */
  inputs: number[];
  /** That the browser was sent. */
  bytes: number;
}

interface Watch {
  frames: number[];
  longTasks: number[];
  inputs: number[];
  going: boolean;
}

declare global {
  interface Window {
    thalwegWatch: Watch;
  }
}

/** Watches a page while something is done with it. */
export async function watch(page: Page, work: () => Promise<void>): Promise<Watched> {
  const network = await page.context().newCDPSession(page);
  let bytes = 0;
  await network.send("Network.enable");
  network.on("Network.dataReceived", ({ dataLength, encodedDataLength }) => {
    bytes += encodedDataLength || dataLength;
  });
  await page.evaluate(() => {
    const watching: Watch = { frames: [], longTasks: [], inputs: [], going: true };
    window.thalwegWatch = watching;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (watching.going) watching.longTasks.push(duration);
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (watching.going) watching.inputs.push(duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    let before = performance.now();
    const frame = (now: number) => {
      watching.frames.push(now - before);
      before = now;
      if (watching.going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const begun = Date.now();
  await work();
  const seconds = (Date.now() - begun) / 1000;
  const { frames, longTasks, inputs } = await page.evaluate(() => {
    window.thalwegWatch.going = false;
    return window.thalwegWatch;
  });
  await network.detach();
  return { seconds, frames: frames.slice(1), longTasks, inputs, bytes };
}

/** "| the overview | 17 ms | 33 ms | … |". */
export function row(name: string, { seconds, frames, longTasks, inputs, bytes }: Watched): string {
  const millis = (value: number) => `${value.toFixed(0)} ms`;
  const busy = longTasks.reduce((sum, each) => sum + each, 0);
  return [
    "",
    name,
    millis(quantile(frames, 0.5)),
    millis(quantile(frames, 0.99)),
    millis(Math.max(...frames)),
    `${longTasks.length}, ${((busy / seconds / 1000) * 100).toFixed(1)} % of the time`,
    inputs.length ? millis(Math.max(...inputs)) : "under 16 ms",
    `${(bytes / seconds / 1000).toFixed(0)} kB/s`,
    "",
  ]
    .join(" | ")
    .trim();
}

export const HEAD = `| page | frames: median | 99 % | most | tasks over 50 ms | slowest input | sent to it |
| --- | --- | --- | --- | --- | --- | --- |`;
