import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { send } from "./platform";

const environment = () => ({
  url: process.env.THALWEG_TEST_URL ?? "",
  token: process.env.THALWEG_TEST_TOKEN ?? "",
  password: process.env.THALWEG_TEST_PASSWORD ?? "",
});

interface Fixtures {
  platform: ReturnType<typeof environment> & { send: (stream: string, events: object[]) => Promise<void> };
  /** The end of the names of what a test makes: a second try finds what the first has left. */
  again: string;
  /** A page of somebody who is signed in. */
  inside: Page;
}

/** Any test fails on an error of the page's own, or on something that its security policy had to stop. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it
  platform: async ({}, use) => {
    const platform = environment();
    await use({ ...platform, send: (stream, events) => send(platform, stream, events) });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it
  again: async ({}, use, { retry }) => use(retry > 0 ? String(retry) : ""),
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
