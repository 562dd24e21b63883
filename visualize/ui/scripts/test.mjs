// Types, style and unit tests, unless they have passed with exactly these files.
import { unlessDone } from "./stamp.mjs";
import { install, SOURCES, tool } from "./tools.mjs";

await unlessDone("target/test.stamp", [...SOURCES, "biome.json", "e2e", "bench"], async () => {
  await install();
  tool("typescript/bin/tsc", "--noEmit");
  tool("@biomejs/biome/bin/biome", "check");
  tool("vitest/vitest.mjs", "run");
});
