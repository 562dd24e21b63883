import { expect, test } from "./test";

test("a pipeline's newest rows come in by themselves", async ({ inside: page }) => {
  await page.goto("/pipelines/second_average");
  const rows = page.getByRole("table", { name: "The newest rows of second_average" });
  await expect(rows.getByRole("cell", { name: /press-/ }).first()).toBeVisible();
  const first = rows.getByRole("row").nth(1).getByRole("cell").first();
  const before = await first.innerText();
  await expect(first).not.toHaveText(before);
});

test("its definition, its plan and its guarantee are shown", async ({ inside: page }) => {
  await page.goto("/pipelines/second_average?tab=definition");
  const definition = page.getByRole("textbox", { name: "Definition in pipelines/second_average.yaml" });
  await expect(definition).toContainText("DESCRIPTOR(time)");
  await page.getByRole("tab", { name: "Plan" }).click();
  const picture = page.getByRole("region", { name: "The plan" });
  await expect(picture).toContainText(/Scan ?stream telemetry/);
  await expect(picture).toContainText("table second_average");
  await expect(picture.getByText(/^[\d,]+ rows?$/).first()).toBeVisible();
  await expect(page.getByText(/Counted over the last [\d,]+ events of telemetry/)).toBeVisible();
  await expect(page.getByRole("region", { name: /keeps the groups of each window/ })).toContainText(
    "Aggregate",
  );
  await expect(page.getByRole("region", { name: "Put out" })).toContainText("Scan");
  await page.getByRole("button", { name: "Show the SQL on DuckDB" }).first().click();
  await expect(page.getByLabel("the SQL on DuckDB").first()).toContainText("SELECT");
  await page.getByRole("tab", { name: "Guarantee" }).click();
  await expect(page.getByRole("region", { name: "Guarantee" })).toContainText("in the same transaction");
});
