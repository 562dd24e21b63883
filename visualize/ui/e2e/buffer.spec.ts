import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { complaints, expect, test } from "./test";

test("topics are listed with what is in them and who reads them", async ({ inside: page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Buffer" }).click();
  await expect(page).toHaveURL("/buffer");
  const topics = page.getByRole("table");
  const telemetry = topics.getByRole("row", { name: /^telemetry/ });
  await expect(telemetry).toContainText("stream");
  await expect(telemetry).toContainText("7 d");
  await expect(telemetry).toContainText(/[34] readers/);
  await expect(topics.getByRole("row", { name: /^hot-machines/ })).toContainText("result");
  const records = telemetry.getByRole("cell").nth(2);
  const before = await records.innerText();
  await expect(records).not.toHaveText(before);
  await telemetry.getByRole("link", { name: "telemetry" }).click();
  await page.getByRole("tab", { name: /^Readers/ }).click();
  const pipeline = page.getByRole("row", { name: /^second_average/ });
  await expect(pipeline).toContainText("computes over it");
  await pipeline.getByRole("link").click();
  await expect(page).toHaveURL("/pipelines/second_average");
});

test("records are looked at by partition, offset and time, page by page, each with all that it holds", async ({
  inside: page,
  platform,
}) => {
  await platform.send(
    "orders",
    Array.from({ length: 120 }, (_, i) => ({ id: "paged", amount: String(i) })),
  );
  await page.goto("/buffer/orders");
  const records = page.getByRole("region", { name: /^Records of partition/ });
  // All of one key are in one partition, which is the fullest one.
  await expect(records).toContainText('"amount":"119"');
  await expect(records.getByRole("row")).toHaveCount(51);
  await page.getByRole("button", { name: "Older" }).click();
  await expect(records).toContainText('"amount":"69"');
  await expect(records).not.toContainText('"amount":"119"');
  await page.getByRole("button", { name: "Newer" }).click();
  await expect(records).toContainText('"amount":"119"');
  await expect(page.getByRole("button", { name: "Newer" })).toBeDisabled();

  await page.getByText("Offset", { exact: true }).first().click();
  const offset = page.getByLabel("From offset");
  await offset.fill("999999");
  await offset.press("Enter");
  await expect(page.getByRole("alert")).toContainText("offset 999999 is not in the partition");
  await page.getByText("Oldest").click();
  await expect(page).toHaveURL(/from=beginning/);
  await expect(page.getByText(/^Offsets 0 to/)).toBeVisible();
  const first = records.getByRole("button", { name: /^Record at offset/ }).first();
  await first.click();
  await expect(records.getByRole("group", { name: /^the value at offset/ })).toContainText('"amount"');
  await expect(records).toContainText(/Size\s*\d+ B/);
  expect(await complaints(page)).toEqual([]);

  await page.getByText("Time", { exact: true }).first().click();
  await page.getByLabel("Appended since").fill("2020-01-01T00:00:00");
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await expect(page).toHaveURL(/from=2019-12-31T23/);
  await expect(first).toBeVisible();
  await page.reload();
  await expect(first).toBeVisible();
});

test("what is pasted into kcat writes to a stream, and reads from it", async ({ inside: page, platform }) => {
  const made = await fetch(`${platform.url}/api/v1/tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${platform.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ role: "engineer", name: "kcat" }),
  });
  const { id, token } = (await made.json()) as { id: string; token: string };
  await page.goto("/buffer/orders?tab=clients");
  const paste = async (what: string) => {
    const text = await page.getByRole("group", { name: `what to paste into kcat to ${what}` }).innerText();
    return text.replace(/\bID\b/, id).replace(/\bSECRET\b/, token);
  };
  const folder = mkdtempSync(join(tmpdir(), "thalweg-pasted-"));
  writeFileSync(join(folder, "events"), 'pasted|{"id":"pasted","amount":"7"}\n');
  const run = (command: string) =>
    execFileSync("sh", ["-c", command], { cwd: folder, encoding: "utf8", timeout: 30_000 });
  run(await paste("write"));
  expect(run(`${await paste("read")} -e`)).toContain('pasted {"id":"pasted","amount":"7"}');
  await page.goto("/buffer/hot-machines?tab=clients");
  await expect(page.getByRole("group", { name: "what to paste into kcat to read" })).toBeVisible();
  await expect(page.getByRole("group", { name: "what to paste into kcat to write" })).toHaveCount(0);
});
