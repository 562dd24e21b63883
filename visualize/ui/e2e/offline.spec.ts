import { type Running, send, startPlatform } from "./platform";
import { complaints, expect, test } from "./test";

let running: Running;

test.beforeAll(async () => {
  running = await startPlatform();
});

test.afterAll(() => running.stop());

test("a platform that is killed is missed on every page, what was there stays, and all goes on when it is back", async ({
  page,
  context,
}) => {
  const { url, password } = running;
  await page.request.post(`${url}/api/v1/session`, { data: { user: "admin", password } });
  const arrive = () =>
    send(running, "telemetry", [{ machine: "press-1", time: new Date().toISOString(), temperature: 61.5 }]);
  await arrive();
  await page.goto(`${url}/streams/telemetry`);
  const inAll = page.getByText("In all").locator("..");
  await expect(inAll).toContainText("1");
  await expect(page.getByRole("cell", { name: "61.5" })).toBeVisible();
  // That which answers while the platform does not.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await running.kill();
  const told = page.getByText("The platform does not answer. What you see is from before");
  await expect(told).toBeVisible();
  await expect(page.getByRole("cell", { name: "61.5" })).toBeVisible();
  await expect(inAll).toContainText("1");
  expect(await complaints(page)).toEqual([]);

  // A page that nobody has been to, in the frame of all pages.
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "Buffer" }).click();
  await expect(page).toHaveURL(`${url}/buffer`);
  await expect(told).toBeVisible();
  await expect(
    page
      .getByRole("heading", { name: "Buffer" })
      .or(page.getByRole("status", { name: /^Loading/ }))
      .first(),
  ).toBeVisible();

  // And one in a tab of its own.
  const other = await context.newPage();
  await other.goto(`${url}/streams`);
  await expect(other.getByRole("heading", { name: "The platform does not answer" })).toBeVisible();
  expect(await complaints(other)).toEqual([]);

  await running.start();
  await expect(told).toHaveCount(0);
  await expect(page.getByRole("row", { name: /^telemetry/ })).toBeVisible();
  await expect(other.getByRole("heading", { name: "Streams" })).toBeVisible();
  await pages.getByRole("link", { name: /^telemetry/ }).click();
  await expect(page.getByRole("cell", { name: "61.5" })).toHaveCount(1);
  await arrive();
  await expect(page.getByRole("cell", { name: "61.5" })).toHaveCount(2);
});
