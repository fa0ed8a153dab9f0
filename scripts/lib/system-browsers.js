import fs from "node:fs";
import path from "node:path";

const NAMES = [
  // Draws the same with less than half of the processor time: it has no windows to keep.
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];

const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Chromium and its kin on this machine, the one that CHROME_PATH names first.
 * @param {{ env: Readonly<Record<string, string | undefined>>, exists?: (file: string) => boolean }} where
 */
export function systemBrowsers({ env, exists = fs.existsSync }) {
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const named = env.CHROME_PATH ? [env.CHROME_PATH] : [];
  return [...new Set([...named, ...onPath, ...ELSEWHERE])].filter((file) => exists(file));
}
