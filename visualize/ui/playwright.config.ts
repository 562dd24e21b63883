import { defineConfig, devices } from "@playwright/test";

/** Debian's; others say where theirs is. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "e2e",
  outputDir: "target/e2e",
  // Each with a platform of its own: pages wait for it, and it for pages.
  workers: 2,
  // Bounds for a machine that is busy with other things as well.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // What passes only then is named by whoever runs them.
  retries: 1,
  reporter: [["list"], ["json", { outputFile: "target/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    timezoneId: "Europe/Berlin",
    // A dialog that fades in has other colours for a moment.
    reducedMotion: "reduce",
    trace: "off",
    launchOptions: {
      executablePath,
      // Tests may run as root, and have no network but loopback.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
