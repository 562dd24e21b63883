import { ask } from "./platform";
import { complaints, expect, test } from "./test";

test("a pipeline is begun at a stream, tried on its last events, and saved", async ({
  inside: page,
  platform,
}) => {
  const name = "by_minute";
  await page.goto("/streams/telemetry");
  await page.getByRole("link", { name: "New pipeline" }).click();
  const field = page.getByRole("textbox", { name: "Name" });
  const go = page.getByRole("button", { name: "Write its SQL" });
  await expect(go).toBeDisabled();
  await field.fill("hot");
  await expect(page.getByText('There is a stream, pipeline or table "hot" already')).toBeVisible();
  await expect(go).toBeDisabled();
  await field.fill(name);
  await expect(page.getByRole("combobox", { name: "Reads" })).toHaveValue("telemetry");
  expect(await complaints(page)).toEqual([]);
  await go.click();

  const editor = page.getByRole("textbox", { name: `Definition in pipelines/${name}.yaml` });
  await expect(editor).toContainText("TUMBLE(TABLE telemetry, DESCRIPTOR(time)");
  await expect(page.getByText("No mistakes")).toBeVisible();
  await page.reload();
  await expect(editor).toContainText("TUMBLE(TABLE telemetry, DESCRIPTOR(time)");
  await page.getByRole("button", { name: "Preview" }).click();
  const rows = page.getByRole("table", { name: "Rows of the preview" });
  await expect(rows.getByRole("cell", { name: "press-5" }).first()).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("list", { name: "What happens" })).toContainText(`pipeline ${name}`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`/pipelines/${name}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const removed = await ask(platform, `/api/v1/project/files/pipelines/${name}.yaml`, {
    method: "DELETE",
    headers: { "If-Match": "*" },
  });
  expect(removed.status).toBe(200);
});
