import { ask } from "./platform";
import { expect, test } from "./test";

test("an event that breaks a rule waits with its reason, is corrected and let in", async ({
  inside: page,
  platform,
}) => {
  const machine = "furnace-1";
  await ask(platform, "/api/v1/streams/telemetry/quarantine", { method: "DELETE" });
  await platform.send("telemetry", [{ machine, time: new Date().toISOString(), temperature: 5000 }]);
  await page.goto("/streams/telemetry?tab=quarantine");
  const entry = page.getByRole("button", { name: /temperature/ }).first();
  await entry.click();
  const event = page.getByRole("textbox", { name: /^Event at / });
  await expect(event).toHaveValue(/5000/);
  await event.fill((await event.inputValue()).replace("5000", "500"));
  await page.getByRole("button", { name: "Let it in like this" }).click();
  await expect(page.getByText("Nothing is in quarantine")).toBeVisible();
  await page.goto(
    `/explore?sql=${encodeURIComponent(`SELECT temperature FROM telemetry WHERE machine = '${machine}'`)}`,
  );
  await expect(page.getByRole("cell", { name: "500", exact: true })).toBeVisible();
});
