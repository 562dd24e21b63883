// Builds the web interface into target/site, unless that is up to date.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { unlessDone } from "./stamp.mjs";
import { install, SOURCES, tool } from "./tools.mjs";

const SITE = "target/site";
const STAMP = "target/site.stamp";
/** Smaller files do not get smaller on their way. */
const LEAST_BYTES = 1024;

function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compress(path);
    else if (/\.(js|css|svg|txt|webmanifest)$/.test(entry.name)) {
      const bytes = readFileSync(path);
      if (bytes.length >= LEAST_BYTES) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  }
}

if (!existsSync(`${SITE}/index.html`)) rmSync(STAMP, { force: true });
await unlessDone(STAMP, SOURCES, async () => {
  await install();
  tool("vite/bin/vite.js", "build", "--logLevel", "warn");
  compress(SITE);
});
