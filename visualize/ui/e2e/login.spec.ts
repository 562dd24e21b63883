import { expect, test } from "./test";

test("a wrong password is explained, the right one leads to the page that was asked for", async ({
  page,
  platform,
}) => {
  await page.goto("/streams/telemetry?tab=fields");
  await expect(page).toHaveURL(/\/login/);
  await page.getByLabel("User").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText(/password/);
  await page.getByLabel("Password", { exact: true }).fill(platform.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/streams\/telemetry\?tab=fields/);
  await expect(page.getByRole("heading", { level: 1, name: "telemetry" })).toBeVisible();
});

test("who signs out sees nothing any more, also in another tab", async ({ inside: page, context }) => {
  await page.goto("/");
  const other = await context.newPage();
  await other.goto("/streams");
  await expect(other.getByRole("heading", { name: "Streams" })).toBeVisible();
  await page.getByRole("button", { name: /^Account of admin/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("button", { name: "Sign in" })).toBeVisible();
});
