import { expect, test } from "./test";
import { Wire } from "./wire";

test("the river shows what flows where, and a number changes when events come", async ({
  inside: page,
  platform,
}) => {
  await page.goto("/");
  const river = page.getByRole("list", { name: "Streams, pipelines and what they write" });
  await expect(river.getByRole("link", { name: /pipeline second_average/ })).toBeVisible();
  await expect(river.getByRole("link", { name: /table hot/ })).toBeVisible();
  await expect(river.getByRole("link", { name: /topic hot-machines/ })).toBeVisible();
  const orders = river.getByRole("link", { name: /stream orders/ });
  const nothing = /^stream orders0events/;
  await expect(orders).toHaveText(nothing);
  // A rate goes by; they come until it was seen.
  await expect(async () => {
    await platform.send(
      "orders",
      Array.from({ length: 500 }, (_, i) => ({ id: `o-${i}`, amount: "12" })),
    );
    await expect(orders).not.toHaveText(nothing, { timeout: 1000 });
  }).toPass();
  await orders.click();
  await expect(page).toHaveURL("/streams/orders");
});

test("a pipeline that fails needs attention, with its reason and the way to it", async ({
  inside: page,
  platform,
}) => {
  await page.goto("/");
  await platform.send("orders", [{ id: "wrong", amount: "twelve" }]);
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention).toContainText("amounts");
  await attention.getByRole("link", { name: "amounts" }).click();
  await expect(page.getByText("Last error")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/twelve|amount/);
});

test("the palette goes anywhere by the keyboard alone", async ({ inside: page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByPlaceholder(/^Go to a/)).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.type("hot_mach");
  await expect(page.locator("[data-action]")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/pipelines/hot_machines");
});

test("without the platform the page says so, and goes on by itself when it is back", async ({
  page,
  platform,
}) => {
  const wire = new Wire(new URL(platform.url));
  await wire.mend();
  const { password } = platform;
  await page.request.post(`${wire.url}/api/v1/session`, { data: { user: "admin", password } });
  await page.goto(wire.url);
  const told = page.getByText("The platform does not answer.");
  const telemetry = page
    .getByRole("list", { name: /^Streams, pipelines/ })
    .getByRole("link", { name: /stream telemetry/ });
  await expect(telemetry).toBeVisible();
  await expect(told).toHaveCount(0);
  await wire.cut();
  await expect(told).toBeVisible();
  // What was there before is still there to be looked at.
  await expect(telemetry).toBeVisible();
  await wire.mend();
  await expect(told).toHaveCount(0);
  const before = await telemetry.innerText();
  await expect(async () => {
    const time = new Date().toISOString();
    await platform.send(
      "telemetry",
      Array.from({ length: 300 }, () => ({ machine: "lathe-1", time, temperature: 20 })),
    );
    await expect(telemetry).not.toHaveText(before, { useInnerText: true, timeout: 1000 });
  }).toPass();
  await wire.cut();
});
