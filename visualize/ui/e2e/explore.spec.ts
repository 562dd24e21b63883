import { readFileSync } from "node:fs";
import { expect, test } from "./test";

test("a query is typed, run, sorted, drawn and downloaded", async ({ inside: page }) => {
  await page.goto("/explore");
  await page.getByRole("textbox", { name: "SQL" }).click();
  await page.keyboard.type(
    "SELECT machine, COUNT(*) AS readings, MAX(temperature) AS hottest FROM telemetry WHERE machine LIKE 'press%' GROUP BY machine ",
  );
  await page.keyboard.press("Control+Enter");
  const rows = page.getByRole("table", { name: "Rows" });
  await expect(rows.getByRole("cell", { name: "press-5" })).toBeVisible();
  await expect(page.getByText(/^5 rows in/)).toBeVisible();
  await rows.getByRole("button", { name: "hottest" }).click();
  await expect(rows.getByRole("row").nth(1)).toContainText("press-1");
  await rows.getByRole("button", { name: "hottest" }).click();
  await expect(rows.getByRole("row").nth(1)).toContainText("press-5");

  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const csv = readFileSync(await (await waiting).path(), "utf8");
  expect(csv.split("\r\n")[0]).toBe("machine,readings,hottest");
  expect(csv.split("\r\n")[1]).toMatch(/^press-5,\d+,100/);

  await page.getByText("Chart", { exact: true }).click();
  await expect(page.getByRole("img", { name: /readings, hottest by machine: 5 points/ })).toBeVisible();
  await expect(page).toHaveURL(/view=chart/);
});

test("an address that holds a query gives its rows to whoever opens it", async ({ inside: page }) => {
  await page.goto(`/explore?sql=${encodeURIComponent("SELECT 1 + 1 AS two")}`);
  await expect(page.getByRole("cell", { name: "2", exact: true })).toBeVisible();
});

test("a mistake is explained, and marked at its place", async ({ inside: page }) => {
  await page.goto(`/explore?sql=${encodeURIComponent("SELECT machine,\n  temprature FROM telemetry")}`);
  await expect(page.getByRole("alert")).toContainText('column "temprature" not found');
  await expect(page.getByRole("alert")).toContainText('Did you mean "temperature"?');
  await expect(page.locator(".cm-lintRange-error")).toHaveText("temprature");
});

test("a query that takes too long can be cancelled, and is remembered", async ({ inside: page }) => {
  await page.goto("/explore");
  const slow =
    "SELECT COUNT(*) FROM telemetry a CROSS JOIN telemetry b CROSS JOIN telemetry c CROSS JOIN telemetry d CROSS JOIN telemetry e";
  await page.getByRole("textbox", { name: "SQL" }).click();
  await page.keyboard.insertText(slow);
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Cancelled")).toBeVisible();
  await page.goto(`/explore?sql=${encodeURIComponent("SELECT 42 AS answer")}`);
  await expect(page.getByRole("cell", { name: "42" })).toBeVisible();
  await page.getByRole("button", { name: "History" }).click();
  await expect(page.getByRole("menuitem", { name: /SELECT 42 AS answer.*1 row in/ })).toBeVisible();
});

test("the SQL reference says of each function what it means and where it is proven", async ({
  inside: page,
}) => {
  await page.goto("/explore");
  await page.getByRole("link", { name: "SQL reference" }).click();
  const find = page.getByRole("textbox", { name: "Find a function or an operator" });
  await find.fill("percentile_cont");
  const entries = page.getByRole("main").getByRole("listitem");
  const row = entries.filter({ hasText: "PERCENTILE_CONT" });
  await expect(row).toContainText(/proven by \d+ case/);
  await expect(entries.filter({ hasText: "ABS(x)" })).toHaveCount(0);
  await page.reload();
  await expect(row).toBeVisible();
  await find.fill("unnest");
  await expect(entries.filter({ hasText: "Unnest" })).toContainText("SQL_UNSUPPORTED");
  await find.fill("nothing like that");
  await expect(page.getByText('Nothing has "nothing like that" in it')).toBeVisible();
});

test("tables can be looked through, column by column", async ({ inside: page }) => {
  await page.goto("/explore");
  const tables = page.getByRole("list", { name: "Streams and tables" });
  await tables.getByRole("button", { name: /second_average.*table/ }).click();
  await expect(tables.getByRole("list", { name: "Columns of second_average" })).toContainText("readings");
  await tables.getByRole("button", { name: "Show rows of hot-machines" }).click();
  await expect(
    page
      .getByRole("table", { name: "Rows" })
      .getByRole("cell", { name: /press-/ })
      .first(),
  ).toBeVisible();
});
