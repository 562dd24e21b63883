import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { licences } from "./scripts/licences.mjs";

export default defineConfig({
  plugins: [react(), licences("app/licences.txt")],
  // The server puts a number used once in its place, a new one for every answer.
  html: { cspNonce: "THALWEG_NONCE" },
  build: {
    outDir: "target/site",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    // The one budget is that of the first page; a test keeps it.
    chunkSizeWarningLimit: 1500,
  },
  server: {
    // What is proven of SQL is read from the project's documentation.
    fs: { allow: [".", "../../docs"] },
    proxy: Object.fromEntries(
      ["/api", "/openapi.json"].map((path) => [
        path,
        { target: process.env.THALWEG_URL ?? "http://127.0.0.1:8420", changeOrigin: true },
      ]),
    ),
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: false,
  },
});
