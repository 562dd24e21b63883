// Runs the tools of this folder; used by the build and by the tests.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { unlessDone } from "./stamp.mjs";

/** What the built files are made from. */
export const SOURCES = [
  "package-lock.json",
  "vite.config.ts",
  "tsconfig.json",
  "index.html",
  "public",
  "src",
  "scripts",
  "../../docs/conformance.md",
];

/** Runs a command in this folder and ends this program with its code when it fails. */
export function run(command, ...args) {
  const done = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (done.error) {
    console.error(
      `visualize/ui: ${command} cannot be started: ${done.error.message}. Install Node.js 20.19 or newer with npm.`,
    );
    process.exit(1);
  }
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** A tool that npm has installed. */
export function tool(name, ...args) {
  run(process.execPath, `node_modules/${name}`, ...args);
}

/** Installs what package-lock.json names, unless that is there. */
export async function install() {
  const stamp = "node_modules/.installed";
  if (!existsSync("node_modules/vite")) rmSync(stamp, { force: true });
  await unlessDone(stamp, ["package-lock.json"], () =>
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
  );
}
