import { expect, test } from "./test";

test("a dashboard shows its panels, and asks them again by itself until it is paused", async ({
  inside: page,
}) => {
  await page.goto("/dashboards");
  await page.getByRole("table").getByRole("link", { name: "The presses" }).click();
  await expect(page).toHaveURL("/dashboards/presses");
  await expect(page.getByRole("img", { name: /Temperature: temperature by time/ })).toBeVisible();
  await expect(page.getByRole("meter", { name: "Now" })).toHaveAttribute(
    "aria-valuetext",
    "60 °C, warning, from 0 to 100",
  );
  const seen = page.getByRole("region", { name: "Readings" });
  await expect(seen).toContainText(/\d/);
  const before = await seen.innerText();
  await expect(seen).not.toHaveText(before, { useInnerText: true });
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^Updated .*paused$/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Where" })).toContainText("hall, 51.31°N 9.48°E");
});

test("a variable and a time that were chosen are in the address", async ({ inside: page }) => {
  await page.goto("/dashboards/presses");
  await page.getByRole("combobox", { name: "Machine" }).click();
  await page.getByRole("option", { name: "press-5" }).click();
  await expect(page).toHaveURL(/var-machine=press-5/);
  const meter = page.getByRole("meter", { name: "Now" });
  await expect(meter).toHaveAttribute("aria-valuenow", "100");
  await expect(meter).toHaveAttribute("aria-valuetext", /critical/);
  await page.getByRole("button", { name: "Last hour" }).press("Enter");
  await page.getByRole("button", { name: "Last 5 minutes" }).click();
  await expect(page).toHaveURL(/last=5m/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Last 5 minutes" }).click();
  await page.getByLabel("From", { exact: true }).fill("2020-01-01T00:00:00");
  await page.getByLabel("To", { exact: true }).fill("2020-01-01T01:00:00");
  await page.getByRole("button", { name: "Show this time" }).click();
  await expect(page).toHaveURL(/from=2019-12-31T23/);
  await expect(page.getByRole("region", { name: "Temperature" })).toContainText("Nothing in this time");
  await page.reload();
  await expect(page.getByRole("button", { name: /2020-01-01 00:00:00 – 2020-01-01 01:00:00/ })).toBeVisible();
});

test("a map has land and borders under its points", async ({ inside: page }) => {
  await page.goto("/dashboards/presses?var-machine=press-1");
  const map = page.getByRole("region", { name: "Where" });
  await expect(map.getByRole("listitem")).toHaveCount(2);
  for (const path of [map.locator("path").first(), map.locator("path").nth(1)])
    await expect(path).toHaveAttribute("d", /^M.*L/);
});

test("a panel that fails says why, and the others go on", async ({ inside: page }) => {
  await page.goto("/dashboards/presses?var-machine=press-1");
  await expect(page.getByRole("region", { name: "Broken" }).getByRole("alert")).toBeVisible();
  await expect(page.getByRole("meter", { name: "Now" })).toBeVisible();
});
