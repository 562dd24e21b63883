import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The project that the tests look at: two streams, a window, a filter, and a pipeline that can be made to fail. */
export const PROJECT: Record<string, string> = {
  "thalweg.yaml": "name: browser\nbuffer: {listener: {port: 0}}\n",
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
  "dashboards/presses.yaml": `dashboard: presses
title: The presses
description: What the machines of the tests send
variables:
  machine: {label: Machine, sql: SELECT DISTINCT machine FROM telemetry ORDER BY machine, default: press-1}
refresh: 1s
panels:
  - panel: now
    title: Now
    draw: gauge
    sql: |
      SELECT temperature FROM telemetry
      WHERE machine = :machine AND time BETWEEN :from AND :to ORDER BY time
    unit: °C
    min: 0
    max: 100
    thresholds: [{from: 50, level: warning}, {from: 90, level: critical}]
    at: {width: 3, height: 3}
  - panel: readings
    title: Readings
    draw: value
    sql: SELECT COUNT(*) AS readings FROM telemetry WHERE machine = :machine
    at: {width: 3, height: 3}
  - panel: where
    title: Where
    draw: map
    sql: SELECT 'hall' AS place, 51.31 AS lat, 9.48 AS lon UNION ALL SELECT 'yard', 48.14, 11.58
    columns: {series: place}
    at: {width: 6, height: 3}
  - panel: temperature
    title: Temperature
    draw: line
    sql: |
      SELECT time, temperature FROM telemetry
      WHERE machine = :machine AND time BETWEEN :from AND :to ORDER BY time
    unit: °C
    thresholds: [{from: 90, level: critical}]
  - panel: newest
    title: Newest
    draw: table
    sql: SELECT time, machine, temperature FROM telemetry ORDER BY time DESC LIMIT 20
  - panel: broken
    title: Broken
    draw: value
    sql: SELECT CAST(machine AS INTEGER) AS number FROM telemetry LIMIT 1
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
  /** The folder of its project. */
  project: string;
  /** Ends it as a power cut would, and keeps what it has on the disk. */
  kill: () => Promise<void>;
  /** Ends it in order, and keeps what it has on the disk. */
  end: () => Promise<void>;
  /** Starts it again at the same address. */
  start: () => Promise<void>;
  /** Ends it for good. */
  stop: () => Promise<void>;
}

function command(project: string, port: string): [string, string[]] {
  const up = ["up", project, "--port", port];
  const { THALWEG_TEST_JAVA: java, THALWEG_TEST_CLASSPATH: classPath } = process.env;
  // It lives too short for the better compiler to pay.
  return java && classPath
    ? [java, ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, "io.thalweg.app.Main", ...up]]
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

/** Starts the platform over a project of its own, given by its files' texts. */
export async function startPlatform(files = PROJECT): Promise<Running> {
  const project = mkdtempSync(join(tmpdir(), "thalweg-browser-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  const run = (port: string) => spawn(...command(project, port), { stdio: ["ignore", "pipe", "inherit"] });
  let platform = run("0");
  const url = await whenReady(platform);
  const read = (name: string) => readFileSync(join(project, ".thalweg", name), "utf8").trim();
  const signal = async (name: NodeJS.Signals) => {
    if (platform.exitCode !== null || platform.signalCode !== null) return;
    const ended = new Promise((resolve) => platform.once("exit", resolve));
    platform.kill(name);
    await ended;
  };
  return {
    url,
    project,
    token: read("admin.token"),
    password: read("admin.password"),
    kill: () => signal("SIGKILL"),
    end: () => signal("SIGTERM"),
    start: async () => {
      platform = run(new URL(url).port);
      await whenReady(platform);
    },
    stop: async () => {
      await signal("SIGTERM");
      rmSync(project, { recursive: true, force: true });
    },
  };
}

/** Asks the platform for something as its administrator. */
export function ask(
  { url, token }: Pick<Running, "url" | "token">,
  path: string,
  { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(url + path, { ...init, headers: { Authorization: `Bearer ${token}`, ...headers } });
}

/** Has the pipelines be and run as they did at the beginning, whatever a test before has left. */
export async function restorePipelines(platform: Pick<Running, "url" | "token">): Promise<void> {
  for (const [path, body] of Object.entries(PROJECT)) {
    const name = /^pipelines\/(.*)\.yaml$/.exec(path)?.[1];
    if (!name) continue;
    const file = `/api/v1/project/files/${path}`;
    const headers = { "Content-Type": "application/yaml", "If-Match": "*" };
    const steps: [string, RequestInit & { headers?: Record<string, string> }][] = [
      [`/api/v1/pipelines/${name}/start`, { method: "POST" }],
    ];
    if ((await (await ask(platform, file)).text()) !== body)
      steps.unshift([file, { method: "PUT", headers, body }]);
    for (const [address, init] of steps) {
      const answer = await ask(platform, address, init);
      if (!answer.ok) throw new Error(`${address} was answered by ${answer.status}: ${await answer.text()}`);
    }
  }
}

/** How often events are sent to a log that is busy. */
const MOST_TRIES = 30;

/** Sends events as any device does. */
export async function send(
  { url, token }: Pick<Running, "url" | "token">,
  stream: string,
  events: object[],
): Promise<void> {
  const post = () =>
    fetch(`${url}/api/v1/streams/${stream}/events`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(events),
    });
  let answer = await post();
  // Nothing of it is stored: the log is busy.
  for (let tries = 1; answer.status === 503 && tries < MOST_TRIES; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    answer = await post();
  }
  if (!answer.ok) throw new Error(`events were answered by ${answer.status}: ${await answer.text()}`);
}
