import { ask } from "./platform";
import { expect, test } from "./test";

test("an event shows as soon as it has come, and only those with the key that is asked for", async ({
  inside: page,
  platform,
}) => {
  const lathe = "lathe-9";
  await page.goto("/streams/telemetry");
  const events = page.getByRole("table", { name: /Events of telemetry/ });
  await expect(events.getByRole("cell", { name: "press-1" }).first()).toBeVisible();
  await page.getByLabel("Only events whose machine is").fill(lathe);
  await expect(page).toHaveURL(new RegExp(`key=${lathe}`));
  await expect(page.getByText(`No event of "${lathe}" yet`)).toBeVisible();
  await platform.send("telemetry", [{ machine: lathe, time: new Date().toISOString(), temperature: 33.25 }]);
  await expect(events.getByRole("cell", { name: "33.25" })).toBeVisible();
  await expect(events.getByRole("cell", { name: "press-1" })).toHaveCount(0);
});

test("events of a stream without a time show too", async ({ inside: page, platform }) => {
  const id = "first-seen";
  await platform.send("orders", [{ id, amount: "1" }]);
  // By its key, since other tests send so many orders that this one is not among those in view.
  await page.goto(`/streams/orders?key=${id}`);
  const events = page.getByRole("table", { name: /Events of orders/ });
  await expect(events.getByRole("cell", { name: id })).toBeVisible();
});

test("paused, nothing moves", async ({ inside: page, platform }) => {
  const machine = "paused-1";
  // By its key: of all events, it is among the newest for some seconds only.
  await page.goto(`/streams/telemetry?key=${machine}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await platform.send("telemetry", [{ machine, time: new Date().toISOString(), temperature: 1 }]);
  await expect(page.getByText(`No event of "${machine}" yet`)).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  // What came meanwhile is not lost: the newest events are read again.
  await expect(page.getByRole("cell", { name: machine })).toBeVisible();
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

test("events that came again are counted where a stream has an id", async ({ inside: page, platform }) => {
  const name = "bills";
  const made = await ask(platform, `/api/v1/project/files/streams/${name}.yaml`, {
    method: "PUT",
    headers: { "Content-Type": "application/yaml" },
    body: `stream: ${name}\nfields: {shop: string, bill: string}\nkey: shop\nid: bill\ndeduplicate_within: 10m\n`,
  });
  expect(made.status).toBe(201);
  const bill = { shop: "north", bill: "b-1" };
  await platform.send(name, [bill, bill, { ...bill, bill: "b-2" }]);
  await page.goto(`/streams/${name}`);
  await expect(page.getByText("Duplicates").locator("..")).toContainText(/Duplicates\s*1\s*events/);
  await expect(page.getByText("sent again with the same bill within 10 min, counted once")).toBeVisible();
  await page.getByRole("tab", { name: "Fields" }).click();
  await expect(page.getByRole("row", { name: /^bill/ })).toContainText("id");
  await page.goto("/streams/orders");
  await expect(page.getByText("Not in the lake yet")).toBeVisible();
  await expect(page.getByText("Duplicates")).toHaveCount(0);
});
