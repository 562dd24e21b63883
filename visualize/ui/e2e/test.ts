import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type Running, send, startPlatform } from "./platform";

const EVERY_MILLIS = 250;
const MACHINES = 5;

interface Platform extends Pick<Running, "url" | "token" | "password"> {
  send: (stream: string, events: object[]) => Promise<void>;
}

interface Fixtures {
  /** A page of somebody who is signed in. */
  inside: Page;
}

interface WorkerFixtures {
  /** Machines send to it. A test that failed is tried again with another one. */
  platform: Platform;
}

/** Any test fails on an error of the page's own, or on something that its security policy had to stop. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  platform: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it
    async ({}, use) => {
      const platform = await startPlatform();
      const machines = setInterval(() => {
        const events = Array.from({ length: MACHINES }, (_, i) => ({
          machine: `press-${i + 1}`,
          time: new Date().toISOString(),
          temperature: 60 + 10 * i,
        }));
        send(platform, "telemetry", events).catch((error) => console.error(String(error)));
      }, EVERY_MILLIS);
      const { url, token, password } = platform;
      await use({ url, token, password, send: (stream, events) => send(platform, stream, events) });
      clearInterval(machines);
      await platform.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ platform }, use) => use(platform.url),
  page: async ({ page }, use) => {
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      if (/Content Security Policy|React|Warning/.test(message.text())) wrong.push(message.text());
    });
    await use(page);
    expect(wrong).toEqual([]);
  },
  inside: async ({ page, platform }, use) => {
    const { password } = platform;
    const answer = await page.request.post("/api/v1/session", { data: { user: "admin", password } });
    expect(answer.status()).toBe(200);
    await use(page);
  },
});

/** Until nothing fades or moves: half-way, a text has neither of its colours. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState }) => playState === "finished" || playState === "idle" || playState === "paused"),
  );
}

/** What axe finds wrong with a page as it is now. */
export async function complaints(page: Page): Promise<string[]> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

export { expect };
