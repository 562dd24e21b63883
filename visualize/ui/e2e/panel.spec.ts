import { complaints, expect, test } from "./test";

const SQL = "SELECT time, machine, temperature FROM telemetry ORDER BY time DESC LIMIT 200";

test("a chart made in Explore becomes a panel of a new dashboard, and of that another", async ({
  inside: page,
}) => {
  const hall = "Hall 3";
  await page.goto(`/explore?view=chart&sql=${encodeURIComponent(SQL)}`);
  const add = page.getByRole("button", { name: "Add to a dashboard" });
  await add.click();
  const dialog = page.getByRole("dialog", { name: "Add to a dashboard" });
  await dialog.getByLabel("Title of the panel").fill("Temperatures");
  await dialog.getByRole("combobox", { name: "Dashboard" }).click();
  await page.getByRole("option", { name: "A new dashboard…" }).click();
  await dialog.getByLabel("Title of the new dashboard").fill(hall);
  await expect(dialog).toContainText("dashboards/hall_3.yaml");
  await expect(dialog.getByRole("combobox", { name: "Drawn as" })).toHaveValue("Line");
  await dialog.getByLabel("Unit").fill("°C");
  expect(await complaints(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add the panel" }).click();
  await expect(dialog).toContainText(`Temperatures is in the dashboard ${hall}`);
  await dialog.getByRole("link", { name: "Open the dashboard" }).click();
  await expect(page).toHaveURL(/\/dashboards\/hall_3/);
  await expect(page.getByRole("region", { name: "Temperatures" }).getByRole("img")).toBeVisible();

  await page.goto(`/explore?sql=${encodeURIComponent("SELECT COUNT(*) AS n FROM telemetry")}`);
  await add.click();
  await dialog.getByLabel("Title of the panel").fill("Events");
  await dialog.getByRole("combobox", { name: "Dashboard" }).click();
  await page.getByRole("option", { name: hall, exact: true }).click();
  await expect(dialog.getByRole("combobox", { name: "Drawn as" })).toHaveValue("Value");
  await dialog.getByRole("button", { name: "Add the panel" }).click();
  await expect(dialog).toContainText(`Events is in the dashboard ${hall}`);
  const file = await page.request.get("/api/v1/project/files/dashboards/hall_3.yaml");
  const text = await file.text();
  expect(text).toContain("columns: {x: time, y: [temperature], series: machine}");
  expect(text).toMatch(/- panel: temperatures[\s\S]*- panel: events/);
});
