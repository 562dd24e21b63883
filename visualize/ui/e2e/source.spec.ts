import { execFileSync } from "node:child_process";
import { send } from "./platform";
import { complaints, expect, test } from "./test";

const SAMPLE = `{"device": "pump-1", "at": "2026-03-01T09:30:00Z", "flow": 12, "note": {"by": "Ada"}}
{"device": "pump-2", "at": "2026-03-01T09:30:01Z", "flow": 11.5, "note": null}
`;

test("a source is made from a sample, corrected, and its first event arrives", async ({
  inside: page,
  platform,
}) => {
  const pumps = "pump_flow";
  await page.goto("/streams");
  await page.getByRole("link", { name: "New source" }).click();
  const sample = page.getByRole("textbox", { name: "Sample of events" });
  const next = page.getByRole("button", { name: "Look at its fields" });
  await sample.fill('{"device": "pump-1",}');
  await expect(page.getByText("Line 1: Here the name of a field in quotes is missing.")).toBeVisible();
  await expect(next).toBeDisabled();
  await sample.fill(SAMPLE);
  await expect(page.getByText("2 events, read as JSON, an event a line")).toBeVisible();
  await next.click();

  // What was guessed.
  const field = (name: string) => page.getByRole("listitem", { name: `Field ${name}` });
  await expect(page.getByRole("combobox", { name: "Type of flow" })).toHaveValue("double");
  await expect(page.getByRole("radio", { name: "device is the key" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "at is the event time" })).toBeChecked();
  await expect(page.getByRole("combobox", { name: "Type of note", exact: true })).toHaveValue("row");
  await expect(field("note.by")).toContainText("Ada");
  await page.getByRole("checkbox", { name: "Keep note", exact: true }).click();
  await expect(field("note.by")).toHaveCount(0);

  // Mistakes stand at their places.
  const name = page.getByRole("textbox", { name: "Name" });
  const create = page.getByRole("button", { name: "Create the stream" });
  await expect(create).toBeDisabled();
  await name.fill("telemetry");
  await expect(page.getByText('There is a stream "telemetry" already', { exact: false })).toBeVisible();
  await expect(create).toBeDisabled();
  await name.fill("Pump flow");
  await expect(page.getByText(`How about "${pumps}"?`, { exact: false })).toBeVisible();
  await name.fill(pumps);
  await page.getByRole("textbox", { name: "Lateness" }).fill("soon");
  await expect(page.getByText(/"?soon"? is not|duration/i).first()).toBeVisible();
  await expect(create).toBeDisabled();
  expect(await complaints(page)).toEqual([]);
  await page.getByRole("textbox", { name: "Lateness" }).fill("5s");
  await page.getByRole("textbox", { name: "Unit of flow" }).fill("l/min");
  await page.getByRole("combobox", { name: "Type of device" }).click();
  await page.getByRole("option", { name: "string" }).click();
  await expect(page.getByRole("group", { name: "the definition" })).toContainText("unknown_fields: ignore");
  await expect(page.getByText("No mistakes")).toBeVisible();
  await create.click();

  // It is waited for.
  await expect(page).toHaveURL(new RegExp(`waiting=${pumps}`));
  await expect(page.getByText(`Waiting for the first event of ${pumps}`)).toBeVisible();
  const code = page.getByRole("group", { name: "the curl code" });
  await expect(code).toContainText(`${platform.url}/api/v1/streams/${pumps}/events`);
  await expect(code).toContainText('"flow":12');
  await page.reload();
  await expect(page.getByText(`Waiting for the first event of ${pumps}`)).toBeVisible();
  await send(platform, pumps, [{ device: "pump-9", at: new Date().toISOString(), flow: 9.75 }]);
  await expect(page.getByText(`The first event of ${pumps} is here`)).toBeVisible();
  await expect(page.getByRole("cell", { name: "pump-9" })).toBeVisible();
  await page.getByRole("link", { name: "Open the stream" }).click();
  await expect(page.getByRole("heading", { level: 1, name: pumps })).toBeVisible();
  await page.getByRole("tab", { name: "Fields" }).click();
  await expect(page.getByRole("row", { name: /flow double .*l\/min/ })).toBeVisible();
});

test("objects and lists of a sample become rows and arrays, corrected and left out like other fields, and arrive", async ({
  inside: page,
  platform,
}) => {
  const name = "stands";
  await page.goto("/sources/new");
  const time = new Date().toISOString();
  const event = {
    stand: "s-1",
    time,
    position: { lat: 51.3, lon: 9.5, note: "x" },
    samples: [1, 2.5],
    parts: [{ no: 7, ok: true }, { no: 8 }],
  };
  await page.getByRole("textbox", { name: "Sample of events" }).fill(JSON.stringify(event));
  await page.getByRole("button", { name: "Look at its fields" }).click();
  await expect(page.getByRole("combobox", { name: "Type of samples" })).toHaveValue("array<double>");
  await expect(page.getByRole("combobox", { name: "Type of parts", exact: true })).toHaveValue("array<row>");
  await page.getByRole("checkbox", { name: "Keep position.note" }).click();
  await page.getByRole("combobox", { name: "Type of parts.no" }).click();
  await page.getByRole("option", { name: "string" }).click();
  await page.getByRole("textbox", { name: "Unit of position.lat" }).fill("°");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  const definition = page.getByRole("group", { name: "the definition" });
  await expect(definition).toContainText('"no": {type: string}');
  await expect(definition).toContainText("unknown_fields: ignore");
  await expect(page.getByText("No mistakes")).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await page.getByRole("button", { name: "Create the stream" }).click();
  await expect(page.getByText(`Waiting for the first event of ${name}`)).toBeVisible();
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(page.getByText(`The first event of ${name} is here`)).toBeVisible();
  await page.goto(`/streams/${name}`);
  await expect(page.getByRole("cell", { name: /"no":"7"/ })).toBeVisible();
  await platform.send(name, [{ ...event, parts: [{ no: "9" }] }]);
  await expect(page.getByRole("cell", { name: /"no":"9"/ })).toBeVisible();
});

test("a sample is posted to the address that the page waits at, and who sends gets a token", async ({
  inside: page,
  platform,
}) => {
  const name = "pressing";
  const run = (pasted: string) =>
    execFileSync("sh", ["-c", pasted], {
      env: { ...process.env, THALWEG_TOKEN: platform.token },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
  await page.goto("/sources/new");
  await page.getByText("Post it", { exact: true }).click();
  await expect(page.getByText("Waiting for a sample")).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  const call = page.getByRole("group", { name: "the call that sends a sample" });
  await expect(call).toContainText(`${platform.url}/api/v1/samples/`);
  expect(run(await call.innerText())).toContain('"bytes":');
  await expect(page.getByText("1 event, read as JSON")).toBeVisible();
  await page.getByRole("button", { name: "Look at its fields" }).click();
  await expect(page.getByRole("radio", { name: "machine is the key" })).toBeChecked();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Create the stream" }).click();

  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Device")).toHaveValue("press-7");
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const sending = dialog.getByRole("group", { name: "a call with it" });
  await expect(sending).toContainText(`/api/v1/streams/${name}/events`);
  expect(run(await sending.innerText())).toContain('"accepted":1');
  await dialog.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByText(`The first event of ${name} is here`)).toBeVisible();
});

test("the sample itself can be sent, and a refusal says why", async ({ inside: page }) => {
  await page.goto("/sources/new");
  await page.getByRole("textbox", { name: "Sample of events" }).fill("id;size\n a;1\nb;2\n");
  await expect(page.getByText("2 events, read as CSV, cut by semicolons")).toBeVisible();
  await page.getByRole("button", { name: "Look at its fields" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("parcels");
  await page.getByRole("combobox", { name: "Type of size" }).click();
  await page.getByRole("option", { name: "boolean" }).click();
  await page.getByRole("button", { name: "Create the stream" }).click();
  await page.getByRole("button", { name: "Send the sample itself" }).click();
  await expect(page.getByText("0 events accepted, 2 refused")).toBeVisible();
  await expect(page.getByText(/Event 1: field "size"/)).toBeVisible();
});

test("viewers are told who adds sources", async ({ inside: page, platform, browser }) => {
  const user = { name: "looker", role: "viewer", password: "only looks at things" };
  const made = await fetch(`${platform.url}/api/v1/users`, {
    method: "POST",
    headers: { Authorization: `Bearer ${platform.token}`, "Content-Type": "application/json" },
    body: JSON.stringify(user),
  });
  expect([201, 409]).toContain(made.status);
  await page.close();
  const context = await browser.newContext({ baseURL: platform.url });
  const viewer = await context.newPage();
  const data = { user: user.name, password: user.password };
  expect((await viewer.request.post("/api/v1/session", { data })).status()).toBe(200);
  await viewer.goto("/streams");
  await expect(viewer.getByRole("heading", { name: "Streams" })).toBeVisible();
  await expect(viewer.getByRole("link", { name: "New source" })).toHaveCount(0);
  await viewer.goto("/sources/new");
  await expect(viewer.getByText("Engineers and administrators add sources")).toBeVisible();
  await viewer.goto("/pipelines/second_average?tab=definition");
  await expect(viewer.getByRole("textbox", { name: /^Definition in/ })).toHaveAttribute(
    "aria-readonly",
    "true",
  );
  await expect(viewer.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await context.close();
});
