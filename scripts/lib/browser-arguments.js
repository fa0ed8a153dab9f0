import process from "node:process";

/** How the browser is started: it talks to nobody but the page, and works in a small container. */
export function browserArguments() {
  const always = [
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-gpu",
  ];
  // Chromium's own sandbox refuses to work for root.
  return process.getuid?.() === 0 ? ["--no-sandbox", ...always] : always;
}
