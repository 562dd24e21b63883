import { complaints, expect, test } from "./test";

test("a token is made, works, is revoked and is refused", async ({ inside: page, platform }) => {
  const device = "drill-77";
  await page.goto("/access");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Device").fill(device);
  expect(await complaints(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const token = await dialog.getByRole("group", { name: "the token" }).innerText();
  await expect(dialog.getByRole("group", { name: "a call with it" })).toContainText(token);
  await dialog.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByText(token)).toHaveCount(0);
  const send = () =>
    fetch(`${platform.url}/api/v1/streams/telemetry/events`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ machine: device, time: new Date().toISOString(), temperature: 1 }),
    });
  expect((await send()).status).toBe(200);
  await page.getByRole("button", { name: `Revoke ${device}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke it" }).click();
  await expect(page.getByRole("button", { name: `Revoke ${device}` })).toHaveCount(0);
  expect((await send()).status).toBe(401);
});

test("a user is added, changes their password, sees no page of administrators, and is removed", async ({
  inside: page,
  browser,
}) => {
  const anna = "anna";
  await page.goto("/access?tab=users");
  await page.getByRole("button", { name: "New user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(anna);
  await dialog.getByLabel("Password", { exact: true }).fill("short");
  await dialog.getByRole("button", { name: "Add the user" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/10/);
  await dialog.getByLabel("Password", { exact: true }).fill("some words in a row");
  await dialog.getByRole("button", { name: "Add the user" }).click();
  await expect(page.getByLabel(`Role of ${anna}`).first()).toHaveValue("viewer");
  expect(await complaints(page)).toEqual([]);

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const hers = await context.newPage();
  const signIn = async (password: string) => {
    await hers.goto("/login");
    await hers.getByLabel("User").fill(anna);
    await hers.getByLabel("Password", { exact: true }).fill(password);
    await hers.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn("some words in a row");
  await expect(hers.getByRole("link", { name: "Explore" })).toBeVisible();
  await expect(hers.getByRole("link", { name: "Users and tokens" })).toHaveCount(0);
  await hers.goto("/access");
  await expect(hers.getByText("This page is for administrators")).toBeVisible();
  await hers.getByRole("button", { name: `Account of ${anna}` }).click();
  await hers.getByRole("menuitem", { name: "Change password" }).click();
  await hers.getByLabel("Current password", { exact: true }).fill("some words in a row");
  await hers.getByLabel("New password", { exact: true }).fill("other words in a row");
  await hers.getByRole("button", { name: "Change it and sign in anew" }).click();
  await expect(hers).toHaveURL(/\/login/);
  await signIn("other words in a row");
  await expect(hers.getByRole("link", { name: "Explore" })).toBeVisible();

  await page.getByRole("button", { name: `Remove ${anna}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the user" }).click();
  await expect(page.getByRole("button", { name: `Remove ${anna}` })).toHaveCount(0);
  await hers.reload();
  await expect(hers.getByRole("button", { name: "Sign in" })).toBeVisible();
  await context.close();
});
