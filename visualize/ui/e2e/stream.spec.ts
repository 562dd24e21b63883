import { expect, test } from "./test";

test("an event shows as soon as it has come, and only those with the key that is asked for", async ({
  inside: page,
  platform,
}) => {
  await page.goto("/streams/telemetry");
  const events = page.getByRole("table", { name: /Events of telemetry/ });
  await expect(events.getByRole("cell", { name: "press-1" }).first()).toBeVisible();
  await page.getByLabel("Only events whose machine is").fill("lathe-9");
  await expect(page).toHaveURL(/key=lathe-9/);
  await expect(page.getByText('No event of "lathe-9" yet')).toBeVisible();
  await platform.send("telemetry", [
    { machine: "lathe-9", time: new Date().toISOString(), temperature: 33.25 },
  ]);
  await expect(events.getByRole("cell", { name: "33.25" })).toBeVisible();
  await expect(events.getByRole("cell", { name: "press-1" })).toHaveCount(0);
});

test("events of a stream without a time show too", async ({ inside: page, platform }) => {
  await platform.send("orders", [{ id: "first-seen", amount: "1" }]);
  // By its key, since other tests send so many orders that this one is not among those in view.
  await page.goto("/streams/orders?key=first-seen");
  const events = page.getByRole("table", { name: /Events of orders/ });
  await expect(events.getByRole("cell", { name: "first-seen" })).toBeVisible();
});

test("paused, nothing moves", async ({ inside: page, platform }) => {
  await page.goto("/streams/telemetry");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused")).toBeVisible();
  await platform.send("telemetry", [{ machine: "paused-1", time: new Date().toISOString(), temperature: 1 }]);
  await page.getByRole("button", { name: "Go on" }).click();
  // What came meanwhile is not lost: the newest events are read again.
  await expect(page.getByRole("cell", { name: "paused-1" })).toBeVisible();
});

test("fields have their units and descriptions, and there is code to send to it", async ({
  inside: page,
  platform,
}) => {
  await page.goto("/streams/telemetry?tab=fields");
  await expect(page.getByRole("row", { name: /temperature double .*°C/ })).toBeVisible();
  await expect(page.getByText("Its name on the floor")).toBeVisible();
  await page.getByRole("tab", { name: "Send to it" }).click();
  await expect(page.getByLabel("the curl code", { exact: true })).toContainText(
    `${platform.url}/api/v1/streams/telemetry/events`,
  );
  await page.getByText("Python", { exact: true }).click();
  await expect(page.getByLabel("the Python code", { exact: true })).toContainText("urllib.request");
});

test("a stream that is not there is named, with those that are", async ({ inside: page }) => {
  await page.goto("/streams/telemetri");
  await expect(page.getByText('There is no stream "telemetri"')).toBeVisible();
  await expect(page.getByText(/orders, .*telemetry/)).toBeVisible();
});
