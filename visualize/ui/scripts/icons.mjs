// Makes the pictures that a phone shows for the app, from public/app/icon.svg:
//   npm run icons
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const FOLDER = "public/app";
const svg = readFileSync(`${FOLDER}/icon.svg`, "utf8");
const background = /<rect [^>]*fill="([^"]+)"/.exec(svg)[1];

/** A mask may cut a tenth away at each side: the picture keeps inside, its colour does not. */
const PICTURES = [
  { name: "icon-192.png", size: 192, inset: 0 },
  { name: "icon-512.png", size: 512, inset: 0 },
  { name: "icon-maskable-512.png", size: 512, inset: 0.1, background },
  { name: "apple-touch-icon.png", size: 180, inset: 0.04, background },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const { name, size, inset, background: ground = "transparent" } of PICTURES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html{background:${ground}}body{margin:0;padding:${size * inset}px}svg{display:block;width:${size * (1 - 2 * inset)}px}</style>${svg}`,
  );
  await page.screenshot({ path: `${FOLDER}/${name}`, omitBackground: true });
  await page.close();
}
await browser.close();
