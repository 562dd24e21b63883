import type { Page, Response } from "@playwright/test";
import { complaints, expect, test } from "./test";

// The longest of all: whoever is free takes the next one.
test.describe.configure({ mode: "parallel" });

const SQL = encodeURIComponent("SELECT machine, COUNT(*) AS n FROM telemetry GROUP BY machine");
const PAGES: Record<string, string> = {
  "the overview": "/",
  "the streams": "/streams",
  "a stream": "/streams/telemetry",
  "a stream's fields": "/streams/telemetry?tab=fields",
  "a stream's quarantine": "/streams/telemetry?tab=quarantine",
  "how to send to a stream": "/streams/telemetry?tab=send",
  "a new source": "/sources/new",
  "a new source's first event": "/sources/new?waiting=telemetry",
  "the pipelines": "/pipelines",
  "a pipeline": "/pipelines/second_average",
  "a pipeline's definition": "/pipelines/second_average?tab=definition",
  "a pipeline's plan": "/pipelines/second_average?tab=plan",
  "a pipeline's guarantee": "/pipelines/second_average?tab=guarantee",
  "a new pipeline": "/new-pipeline?stream=telemetry",
  "the SQL reference": "/sql",
  "a query's rows": `/explore?sql=${SQL}`,
  "a query's chart": `/explore?view=chart&sql=${SQL}`,
  "the dashboards": "/dashboards",
  "a dashboard": "/dashboards/presses",
  "the buffer": "/buffer",
  "a topic's records": "/buffer/telemetry",
  "a topic's partitions": "/buffer/telemetry?tab=partitions",
  "a topic's readers": "/buffer/telemetry?tab=readers",
  "a topic's clients": "/buffer/telemetry?tab=clients",
  "the tokens": "/access",
  "the users": "/access?tab=users",
  "a page that is not there": "/nowhere",
  "a stream that is not there": "/streams/telemtry",
};

/** Until everything that loads is there. */
async function settled(page: Page) {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status", { name: /^Loading|runs$/ })).toHaveCount(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("axe finds nothing at the login", async ({ page }) => {
      await page.goto("/login");
      await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
      expect(await complaints(page)).toEqual([]);
    });

    test("axe finds nothing at any page", async ({ inside: page }) => {
      test.setTimeout(600_000);
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(path);
        await settled(page);
        expect.soft(await complaints(page), name).toEqual([]);
      }
    });
  });
}

test("what is not there is named, with what may have been meant, and the navigation stays", async ({
  inside: page,
}) => {
  for (const [path, said, near] of [
    ["/streams/telemtry", 'There is no stream "telemtry"', "telemetry"],
    ["/pipelines/second_averages", 'There is no pipeline "second_averages"', "second_average"],
    ["/dashboards/press", 'There is no dashboard "press"', "presses"],
    ["/buffer/hot_machines", 'There is no topic "hot_machines"', "hot-machines"],
  ] as const) {
    await page.goto(path);
    const main = page.getByRole("main");
    await expect(main).toContainText(said);
    await main.getByRole("link", { name: near, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(main).not.toContainText(said);
  }
  await page.goto("/no/where?tab=x");
  await expect(page.getByRole("main")).toContainText("There is no page at /no/where");
  await expect(
    page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Buffer" }),
  ).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "To the overview" }).click();
  await expect(page).toHaveURL("/");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("no page is wider than the screen", async ({ inside: page }) => {
    for (const path of Object.values(PAGES)) {
      await page.goto(path);
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
  });

  test("the navigation opens, leads somewhere and closes", async ({ inside: page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Open the navigation" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Explore" }).click();
    await expect(page).toHaveURL("/explore");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test("the app can be put on a phone's screen", async ({ page }) => {
  const manifest = await (await page.request.get("/app/manifest.webmanifest")).json();
  const pictures: { src: string; sizes: string; type: string; purpose: string }[] = manifest.icons;
  expect(pictures.map(({ purpose }) => purpose)).toContain("maskable");
  await page.goto("/login");
  for (const { src, sizes, type } of pictures) {
    const answer = await page.request.get(src);
    expect(answer.headers()["content-type"], src).toContain(type);
    if (sizes === "any") continue;
    const size = await page.evaluate(async (address) => {
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
});

test("the first page's files have less than 700 kB, and come compressed", async ({ inside: page }) => {
  const files: Promise<{ path: string; encoding: string | null; size: number }>[] = [];
  const sizeOf = async (response: Response) => ({
    path: new URL(response.url()).pathname,
    encoding: await response.headerValue("content-encoding"),
    size: (await response.request().sizes()).responseBodySize,
  });
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith("/assets/")) files.push(sizeOf(response));
  });
  await page.goto("/");
  await expect(page.getByRole("link", { name: /pipeline second_average/ })).toBeVisible();
  await page.waitForLoadState("load");
  let total = 0;
  for (const { path, encoding, size } of await Promise.all(files)) {
    total += size;
    if (size > 2000) expect(encoding, path).toBe("gzip");
  }
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(700_000);
});
