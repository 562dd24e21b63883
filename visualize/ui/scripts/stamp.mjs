// Says whether files have changed since a step was last done with them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

function* filesOf(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesOf(join(path, name));
}

/** A hash over names and contents of all files at or below these paths. */
export function hashOf(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths)
    for (const file of filesOf(path)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Does the step unless it was done with exactly these files before. */
export async function unlessDone(stamp, paths, step) {
  const hash = hashOf(paths);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  await step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}
