import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Browser } from "@playwright/test";
import { inRoot } from "@/scripts/lib/paths.js";
import { median, throttle } from "./throttle";

const BUILT = inRoot(".cache/bench-browser");
const TABLES = ["castellan", "ag-grid", "antd", "tanstack"] as const;
const ROWS = [10_000, 50_000] as const;
const TARGET = 0.7;
const LONG_TASK_MS = 50;
const WHEEL_TURNS = 60;
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

type Name = (typeof TABLES)[number];
type Act = "mount" | "keystroke" | "sort" | "scroll";
export interface Measured {
  readonly rows: number;
  readonly act: Act;
  readonly ms: Readonly<Record<Name, number>>;
}

/** What tests/bench/browser/tables/harness.jsx puts on the window. */
interface Offered {
  mount(count: number): Promise<number>;
  filter(text: string): Promise<number>;
  sort(): Promise<number>;
  watchTasks(): void;
  longestTask(): number;
}

function serve(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const file = path.join(BUILT, path.normalize(new URL(request.url ?? "/", "http://here").pathname));
    const content = await readFile(file).catch(() => undefined);
    response.writeHead(content ? 200 : 404, { "content-type": TYPES[path.extname(file)] ?? "text/plain" });
    response.end(content);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function once(
  browser: Browser,
  origin: string,
  name: Name,
  rows: number,
): Promise<Record<Act, number>> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  try {
    await page.goto(`${origin}/${name}.html`);
    await throttle(page);
    const mount = await page.evaluate((count) => (window as unknown as Offered).mount(count), rows);
    // What a table prepares for its first search of all is no part of a keystroke.
    await page.evaluate(() => (window as unknown as Offered).filter("juniper"));
    await page.evaluate(() => (window as unknown as Offered).filter(""));
    const keystroke = await page.evaluate(() => (window as unknown as Offered).filter("j"));
    await page.evaluate(() => (window as unknown as Offered).filter(""));
    const sort = await page.evaluate(() => (window as unknown as Offered).sort());
    await page.evaluate(() => (window as unknown as Offered).watchTasks());
    await page.mouse.move(400, 400);
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, 240);
    await page.waitForTimeout(300);
    const scroll = await page.evaluate(() => (window as unknown as Offered).longestTask());
    return { mount, keystroke, sort, scroll };
  } finally {
    await page.close();
  }
}

/** Every table in turn, again and again, so that whatever else the machine does meets all of them. */
export async function measureTables(browser: Browser, runs: number): Promise<readonly Measured[]> {
  const server = await serve();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found: { rows: number; name: Name; times: Record<Act, number> }[] = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const rows of ROWS) {
        for (const name of TABLES) found.push({ rows, name, times: await once(browser, origin, name, rows) });
      }
    }
  } finally {
    server.close();
  }
  const acts: readonly Act[] = ["mount", "keystroke", "sort", "scroll"];
  const of = (rows: number, act: Act, name: Name) =>
    median(found.filter((one) => one.rows === rows && one.name === name).map(({ times }) => times[act]));
  return ROWS.flatMap((rows) =>
    acts.map((act) => ({
      rows,
      act,
      ms: Object.fromEntries(TABLES.map((name) => [name, of(rows, act, name)])) as Record<Name, number>,
    })),
  );
}

const WORDS: Readonly<Record<Act, string>> = {
  mount: "mounted",
  keystroke: "keystroke to rows painted",
  sort: "sorted by name",
  scroll: "longest task while scrolling",
};

export function tablesTable(measured: readonly Measured[]): string[][] {
  const whole = (ms: number) => `${Math.round(ms)} ms`;
  return [
    ["rows", "", ...TABLES, "ours / best", "target", ""],
    ...measured.map(({ rows, act, ms: { castellan, ...others } }) => {
      const ratio = castellan / Math.min(...Object.values(others));
      const times = [castellan, ...Object.values(others)].map(whole);
      const met = act === "scroll" ? castellan <= LONG_TASK_MS : ratio <= TARGET;
      const target = act === "scroll" ? `${LONG_TASK_MS} ms` : `${TARGET} ×`;
      const told = act === "scroll" ? "" : `${ratio.toFixed(2)} ×`;
      return [rows.toLocaleString("en"), WORDS[act], ...times, told, target, met ? "ok" : "missed"];
    }),
  ];
}
