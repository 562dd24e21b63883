import { write } from "./editor";
import { restorePipelines } from "./platform";
import { complaints, expect, test } from "./test";

const PATH = "pipelines/hot_machines.yaml";

/** The file with another query; as good as the one of before for all that is sent here. */
function hot(sql: string): string {
  return `pipeline: hot_machines\nsql: |\n  ${sql}\nto:\n  - topic: hot-machines\n  - table: hot\n`;
}

const WRONG = hot("SELECT time, machine, temprature FROM telemetry WHERE temperature > 85");
const RIGHT = hot("SELECT time, machine, temperature FROM telemetry WHERE temperature > 85");

test.beforeEach(({ platform }) => restorePipelines(platform));

test("a mistake is explained at its place, the mended pipeline is tried and saved", async ({
  inside: page,
}) => {
  await page.goto("/pipelines/hot_machines?tab=definition");
  const editor = page.getByRole("textbox", { name: `Definition in ${PATH}` });
  const save = page.getByRole("button", { name: "Save" });
  await expect(editor).toContainText("temperature > 80");
  await expect(page.getByText("No mistakes")).toBeVisible();
  await expect(save).toBeDisabled();

  await write(editor, WRONG);
  const mistakes = page.getByRole("region", { name: "1 mistake" });
  await expect(mistakes).toContainText('"temprature"');
  await expect(mistakes).toContainText('Did you mean "temperature"?');
  await expect(page.locator(".cm-lintRange-error")).toHaveText("temprature");
  await expect(save).toBeDisabled();
  await mistakes.getByRole("button", { name: /line 3, column 25/ }).click();
  await expect(editor).toBeFocused();
  expect(await complaints(page)).toEqual([]);

  await write(editor, RIGHT);
  await expect(page.getByText("No mistakes")).toBeVisible();
  // What is typed is still there after a reload.
  await page.reload();
  await expect(editor).toContainText("temperature > 85");
  await page.getByRole("button", { name: "Preview" }).click();
  const rows = page.getByRole("table", { name: "Rows of the preview" });
  await expect(rows.getByRole("cell", { name: "press-5" }).first()).toBeVisible();
  await expect(page.getByText(/Read [\d,]+ of the last events of telemetry/)).toBeVisible();

  await save.click();
  const dialog = page.getByRole("dialog", { name: `Save ${PATH}?` });
  await expect(dialog.getByRole("list", { name: "What happens" })).toContainText(
    "its open windows and table hot are dropped and computed again",
  );
  expect(await complaints(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save and drop them" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  const file = await page.request.get(`/api/v1/project/files/${PATH}`);
  expect(await file.text()).toBe(RIGHT);

  await page.getByRole("tab", { name: "Results" }).click();
  await page.getByText("hot", { exact: true }).click();
  const results = page.getByRole("table", { name: "The newest rows of hot" });
  await expect(results.getByRole("cell", { name: "press-5" }).first()).toBeVisible();
});

test("what does not touch a pipeline's state is saved without a warning", async ({ inside: page }) => {
  await page.goto("/pipelines/amounts?tab=definition");
  const editor = page.getByRole("textbox", { name: /^Definition in/ });
  const text = await (await page.request.get("/api/v1/project/files/pipelines/amounts.yaml")).text();
  await write(editor, `# what the shop earns\n${text}`);
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Nothing that runs is touched");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
});

test("a pipeline is stopped, started, and begun anew", async ({ inside: page }) => {
  await page.goto("/pipelines/second_average");
  const main = page.getByRole("main");
  await expect(main.getByText("Running")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Nothing is lost");
  await dialog.getByRole("button", { name: "Stop" }).click();
  await expect(main.getByText("Stopped")).toBeVisible();
  await page.getByRole("button", { name: "Start" }).click();
  await expect(main.getByText("Running")).toBeVisible();
  await page.getByRole("button", { name: "More to do with second_average" }).click();
  await page.getByRole("menuitem", { name: "Begin anew…" }).click();
  await expect(dialog).toContainText("Its open windows and table second_average are dropped");
  await dialog.getByRole("button", { name: "Drop them and begin anew" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(main.getByText("Running")).toBeVisible();
});

test("nobody overwrites what somebody else saved meanwhile", async ({ inside: page, platform }) => {
  const address = `${platform.url}/api/v1/project/files/pipelines/second_average.yaml`;
  const headers = { Authorization: `Bearer ${platform.token}` };
  const before = await (await fetch(address, { headers })).text();
  const put = (body: string) =>
    fetch(address, {
      method: "PUT",
      headers: { ...headers, "If-Match": "*", "Content-Type": "application/yaml" },
      body,
    });

  await page.goto("/pipelines/second_average?tab=definition");
  const editor = page.getByRole("textbox", { name: /^Definition in/ });
  await write(editor, `# mine\n${before}`);
  expect((await put(`# theirs\n${before}`)).status).toBe(200);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody saved this file after you began")).toBeVisible();
  await page.getByRole("button", { name: "Show theirs" }).click();
  await expect(page.getByRole("group", { name: "their text" })).toContainText("# theirs");
  await expect(editor).toContainText("# mine");
  await page.getByRole("button", { name: "Leave mine for theirs" }).click();
  await expect(editor).toContainText("# theirs");
  expect((await put(before)).status).toBe(200);
});
