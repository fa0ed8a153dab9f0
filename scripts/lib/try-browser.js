// Starts the browser of its first argument (none: Playwright's own), draws a page and ends with 0 if that worked.
import fs from "node:fs";
import process from "node:process";
import { chromium } from "@playwright/test";
import { browserArguments } from "./browser-arguments.js";

const executablePath = process.argv[2];
// A start that fails leaves a profile behind in the folder for temporary files.
if (!fs.existsSync(executablePath ?? chromium.executablePath())) {
  console.error("Error: not installed");
  process.exit(1);
}
const browser = await chromium.launch({
  args: browserArguments(),
  timeout: 30_000,
  ...(executablePath === undefined ? {} : { executablePath }),
});
const page = await browser.newPage();
await page.setContent("<h1>drawn</h1>");
const picture = await page.getByRole("heading", { name: "drawn" }).screenshot();
console.log(`version ${browser.version()}`);
await browser.close();
process.exitCode = picture.byteLength > 0 ? 0 : 1;
