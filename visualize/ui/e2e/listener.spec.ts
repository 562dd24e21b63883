import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { ask, PROJECT, type Running, startPlatform } from "./platform";
import { complaints, expect, test } from "./test";

const SETTINGS = "# The presses of hall 2\nname: browser # and no other\n\nhttp: {port: 8420}\n";

let running: Running;

test.beforeAll(async () => {
  running = await startPlatform({ ...PROJECT, "thalweg.yaml": SETTINGS });
});

test.afterAll(() => running.stop());

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function made(role: string): Promise<{ id: string; token: string }> {
  const answer = await ask(running, "/api/v1/tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ role, name: role }),
  });
  return (await answer.json()) as { id: string; token: string };
}

test("the listener is switched on, says that it comes at the next start, lets a Kafka client in then, and is switched off", async ({
  page,
}) => {
  const { url, password, project } = running;
  const file = () => readFileSync(join(project, "thalweg.yaml"), "utf8");
  await page.request.post(`${url}/api/v1/session`, { data: { user: "admin", password } });
  await page.goto(`${url}/buffer`);
  const control = page.getByRole("switch", { name: "Let Kafka clients in" });
  const panel = page.getByRole("region", { name: "Kafka clients" });
  await expect(control).not.toBeChecked();
  await control.click();
  const dialog = page.getByRole("dialog", { name: "Let Kafka clients in?" });
  await expect(dialog.getByRole("list", { name: "What happens" })).toContainText("At the next start");
  expect(await complaints(page)).toEqual([]);

  // A port that somebody has would keep the platform from starting.
  await dialog.getByLabel("Port").fill(new URL(url).port);
  await dialog.getByRole("button", { name: "Switch on" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    `127.0.0.1:${new URL(url).port} cannot be listened on for Kafka clients`,
  );
  await expect(dialog.getByRole("alert")).toContainText("thalweg.yaml:1:1");
  expect(file()).toBe(SETTINGS);

  const port = await freePort();
  await dialog.getByLabel("Port").fill(String(port));
  await dialog.getByRole("button", { name: "Switch on" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(control).toBeChecked();
  await expect(panel).toContainText("on after the next start");
  await expect(panel).toContainText(`clients come in at 127.0.0.1:${port}`);
  expect(file()).toBe(`${SETTINGS}buffer: {listener: {port: ${port}}}\n`);

  const { id, token } = await made("viewer");
  await running.end();
  await running.start();
  await page.goto(`${url}/buffer/hot-machines?tab=clients`);
  await expect(panel.getByText("on", { exact: true })).toBeVisible();
  const text = await page.getByRole("group", { name: "what to paste into kcat to read" }).innerText();
  const pasted = `${text.replace(/\bID\b/, id).replace(/\bSECRET\b/, token)} -e`;
  // It reads nothing, for nothing has come; that it was let in is what counts.
  execFileSync("sh", ["-c", pasted], { timeout: 60_000 });
  for (const name of ["Java", "Python", "Console tools"]) {
    await page.getByText(name, { exact: true }).click();
    await expect(panel).toContainText(`127.0.0.1:${port}`);
  }
  expect(await complaints(page)).toEqual([]);

  await control.click();
  await page.getByRole("button", { name: "Switch off" }).click();
  await expect(panel).toContainText("off after the next start");
  await expect(panel).toContainText(`clients still come in at 127.0.0.1:${port}`);
  expect(file()).toBe(`${SETTINGS}buffer: {listener: {enabled: false, port: ${port}}}\n`);
});

test("a file that somebody changed meanwhile is not overwritten", async ({ page }) => {
  const { url, password, project } = running;
  const path = join(project, "thalweg.yaml");
  await page.request.post(`${url}/api/v1/session`, { data: { user: "admin", password } });
  await page.goto(`${url}/buffer`);
  await page.getByRole("switch", { name: "Let Kafka clients in" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("list", { name: "What happens" })).toBeVisible();
  const theirs = `${readFileSync(path, "utf8")}# theirs\n`;
  writeFileSync(path, theirs);
  await dialog.getByRole("button", { name: /^Switch o/ }).click();
  await expect(dialog).toContainText("Somebody changed thalweg.yaml just now");
  expect(readFileSync(path, "utf8")).toBe(theirs);
  await dialog.getByRole("button", { name: /^Switch o/ }).click();
  await expect(dialog).toHaveCount(0);
  expect(readFileSync(path, "utf8")).toContain("# theirs\n");
});

test("who only reads sees the switch and why it is not theirs", async ({ page }) => {
  const { url } = running;
  await ask(running, "/api/v1/users", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "vera", role: "viewer", password: "a long word for vera" }),
  });
  const data = { user: "vera", password: "a long word for vera" };
  expect((await page.request.post(`${url}/api/v1/session`, { data })).status()).toBe(200);
  await page.goto(`${url}/buffer`);
  await expect(page.getByRole("switch", { name: "Let Kafka clients in" })).toBeDisabled();
  await expect(page.getByRole("main")).toContainText("Engineers and administrators switch it");
});
