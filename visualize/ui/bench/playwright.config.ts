import { defineConfig } from "@playwright/test";
import base from "../playwright.config.ts";

/** Not part of any test run: `npm run bench`, on a machine that does nothing else. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "*.bench.ts",
  workers: 1,
  outputDir: "../target/bench",
  timeout: 300_000,
  reporter: [["line"]],
});
