import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The project that the tests look at: two streams, a window, a filter, and a pipeline that can be made to fail. */
const PROJECT: Record<string, string> = {
  "thalweg.yaml": "name: browser\n",
  "streams/telemetry.yaml": `stream: telemetry
description: Readings of the machines
fields:
  machine:     {type: string, description: Its name on the floor}
  time:        {type: timestamp}
  temperature: {type: double, unit: °C}
key: machine
event_time: {field: time, lateness: 1s}
quality:
  - {check: temperature < 1000, otherwise: quarantine}
`,
  "streams/orders.yaml": `stream: orders
description: Orders as the shop takes them
fields:
  id:     {type: string}
  amount: {type: string}
key: id
`,
  "pipelines/second_average.yaml": `pipeline: second_average
sql: |
  SELECT window_start, machine, AVG(temperature) AS temperature, COUNT(*) AS readings
  FROM TABLE(TUMBLE(TABLE telemetry, DESCRIPTOR(time), INTERVAL '1' SECOND))
  GROUP BY window_start, window_end, machine
to:
  - table: second_average
`,
  "pipelines/hot_machines.yaml": `pipeline: hot_machines
sql: |
  SELECT time, machine, temperature FROM telemetry WHERE temperature > 80
to:
  - topic: hot-machines
  - table: hot
`,
  "pipelines/amounts.yaml": `pipeline: amounts
sql: |
  SELECT id, CAST(amount AS INTEGER) AS amount FROM orders
to:
  - table: amounts
`,
};

/** A platform that runs for the tests. */
export interface Running {
  url: string;
  token: string;
  password: string;
  stop: () => Promise<void>;
}

function command(project: string): [string, string[]] {
  const up = ["up", project, "--port", "0"];
  const { THALWEG_TEST_JAVA: java, THALWEG_TEST_CLASSPATH: classPath } = process.env;
  return java && classPath
    ? [java, ["-XX:+UseSerialGC", "-cp", classPath, "io.thalweg.app.Main", ...up]]
    : ["../../thalweg", up];
}

function whenReady(platform: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    platform.stdout?.on("data", (piece) => {
      text += piece;
      const ready = /^ready (\S+)$/m.exec(text);
      if (ready) resolve(ready[1]!);
    });
    platform.once("exit", (code) =>
      reject(new Error(`the platform ended with ${code} before it was ready: ${text}`)),
    );
  });
}

/** Starts the platform over a project of its own. */
export async function startPlatform(): Promise<Running> {
  const project = mkdtempSync(join(tmpdir(), "thalweg-browser-"));
  for (const [file, text] of Object.entries(PROJECT)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  const platform = spawn(...command(project), { stdio: ["ignore", "pipe", "inherit"] });
  const url = await whenReady(platform);
  const read = (name: string) => readFileSync(join(project, ".thalweg", name), "utf8").trim();
  return {
    url,
    token: read("admin.token"),
    password: read("admin.password"),
    stop: async () => {
      const ended = new Promise((resolve) => platform.once("exit", resolve));
      platform.kill("SIGTERM");
      await ended;
      rmSync(project, { recursive: true, force: true });
    },
  };
}

/** Sends events as any device does. */
export async function send(
  { url, token }: Pick<Running, "url" | "token">,
  stream: string,
  events: object[],
): Promise<void> {
  const answer = await fetch(`${url}/api/v1/streams/${stream}/events`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(events),
  });
  if (!answer.ok) throw new Error(`events were answered by ${answer.status}: ${await answer.text()}`);
}
