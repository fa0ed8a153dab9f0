import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser } from "@playwright/test";
import type { Processes } from "@/scripts/lib/processes.js";
import { accountOf } from "@/tests/e2e/support/accounts";
import { personWithTokens, readEstate } from "@/tests/e2e/support/estate";
import { openSession, type Session } from "@/tests/e2e/support/sessions";
import { startConsole } from "@/tests/support/servers/console";
import { startSandbox } from "@/tests/support/servers/sandbox";
import { seedDataDir } from "@/tests/support/servers/seed";
import { startBareNext } from "../bare/serve";
import { median, throttle } from "./throttle";

const MOST = { bytes: 1.3, lcp: 1.5, cls: 0.01 } as const;
const RESTS_MS = 3_000;

interface Seen {
  /** Scripts that the page itself names, as they came over the wire. */
  readonly first: number;
  /** With those that were fetched once it stood still. */
  readonly all: number;
  readonly lcp: number;
  readonly cls: number;
}
export type PageRow = Seen & { readonly name: string };

interface Vitals {
  lcp: number;
  cls: number;
}

async function look(browser: Browser, url: string, session: Session | undefined): Promise<Seen> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...(session ? { storageState: session } : {}),
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const vitals: Vitals = { lcp: 0, cls: 0 };
    Object.assign(window, { vitals });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.lcp = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.cls += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  try {
    await throttle(page);
    const html = await (await page.goto(url, { waitUntil: "load" }))?.text();
    const named = [...(html ?? "").matchAll(/<script[^>]* src="([^"]+)"([^>]*)/g)]
      .filter(([tag]) => !/nomodule/i.test(tag))
      .map(([, src]) => new URL(src ?? "", url).pathname);
    await page.waitForTimeout(RESTS_MS);
    // No named function in here: what compiles this file would have the page know its helpers.
    const { scripts, vitals } = await page.evaluate(() => ({
      scripts: performance
        .getEntriesByType("resource")
        .map((entry) => ({
          path: new URL(entry.name).pathname,
          bytes: (entry as PerformanceResourceTiming).encodedBodySize,
        }))
        .filter((script) => script.path.endsWith(".js")),
      vitals: (window as unknown as { vitals: Vitals }).vitals,
    }));
    const sum = (list: typeof scripts) => list.reduce((total, { bytes }) => total + bytes, 0);
    return {
      first: sum(scripts.filter((script) => named.includes(script.path))),
      all: sum(scripts),
      ...vitals,
    };
  } finally {
    await context.close();
  }
}

/** The console's pages of tokens beside a page that says hello, of the same Next and in the same run. */
export async function measurePages(
  processes: Processes,
  browser: Browser,
  runs: number,
): Promise<readonly PageRow[]> {
  const bare = await startBareNext(processes);
  const sandbox = await startSandbox();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-bench-"));
  await seedDataDir({ dataDir, sandboxOrigin: sandbox.origin });
  const console = await startConsole({ dataDir, connectTo: new URL(sandbox.origin).host });
  try {
    const session = await openSession(console.origin, accountOf("admin"));
    const tenant = (await readEstate(sandbox.control)).connected(0);
    const { user } = await personWithTokens(sandbox.control, tenant);
    const places = [
      { name: "bare", url: bare.origin, session: undefined },
      {
        name: "a user's tokens",
        url: `${console.origin}/tenants/${tenant.tenantId}/users/${user.id}`,
        session,
      },
      { name: "tokens of the fleet", url: `${console.origin}/tokens`, session },
    ];
    // The first answer of a server is slower than all that follow.
    for (const { url, session: cookies } of places) await look(browser, url, cookies);
    const seen: PageRow[] = [];
    for (let run = 0; run < runs; run += 1)
      for (const { name, url, session: cookies } of places)
        seen.push({ name, ...(await look(browser, url, cookies)) });
    return places.map(({ name }) => {
      const of = (what: keyof Seen) =>
        median(seen.filter((one) => one.name === name).map((one) => one[what]));
      return { name, first: of("first"), all: of("all"), lcp: of("lcp"), cls: of("cls") };
    });
  } finally {
    await Promise.all([console.stop(), sandbox.stop(), bare.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

export function pagesTable([bare, ...pages]: readonly PageRow[]): string[][] {
  if (!bare) throw new Error("Nothing was measured.");
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const judged = (ratio: number, most: number) =>
    `${ratio.toFixed(2)} × ${ratio <= most ? "ok" : "missed"} (${most} ×)`;
  return [
    ["page", "scripts at first", "/ bare", "all", "LCP", "/ bare", "CLS"],
    [
      "bare",
      kilobytes(bare.first),
      "",
      kilobytes(bare.all),
      `${Math.round(bare.lcp)} ms`,
      "",
      bare.cls.toFixed(3),
    ],
    ...pages.map(({ name, first, all, lcp, cls }) => [
      name,
      kilobytes(first),
      judged(first / bare.first, MOST.bytes),
      kilobytes(all),
      `${Math.round(lcp)} ms`,
      judged(lcp / bare.lcp, MOST.lcp),
      `${cls.toFixed(3)} ${cls <= MOST.cls ? "ok" : "missed"}`,
    ]),
  ];
}
