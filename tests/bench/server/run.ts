import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { build } from "@/scripts/lib/build.js";
import { launch } from "@/scripts/lib/launch.js";
import { startConsole } from "@/tests/support/servers/console";
import { startSandbox } from "@/tests/support/servers/sandbox";
import { seedDataDir } from "@/tests/support/servers/seed";
import { startBareNext } from "../bare/serve";
import { table } from "../table";
import { type Asked, type Load, load } from "./load";
import { type Memory, watchingMemoryOf } from "./memory";
import { openSessions } from "./sessions";

const HELP = `npm run bench:server -- [--seconds N]

Sends 200 requests a second of 500 sessions to a console for a minute, pages and routes that the store serves in turn,
and the same to a bare Next application; docs/benchmarks.md explains what it prints.
`;

const PER_SECOND = 200;
const SESSIONS = 500;
const WARM_UP_MS = 10_000;

/** What somebody has open who looks for a token: routes as the pages ask them, and the pages themselves. */
const routes = [
  "/api/tenants?limit=100",
  "/api/tenants?limit=100&status=active&search=a",
  "/api/oauth-tokens?limit=100",
  "/api/oauth-tokens?limit=100&userStatus=disabled",
  "/api/oauth-tokens/groups?by=person&limit=100",
  "/api/token-inventory",
  "/api/overview",
  "/api/credentials",
  "/api/search?q=a",
];
const pages = ["/", "/tenants", "/tokens", "/revocations", "/credentials"];

interface Row {
  readonly what: string;
  readonly load: Load;
  readonly memory: Memory;
}

async function measured(
  what: string,
  { pid, origin }: { readonly pid: number; readonly origin: string },
  ask: (index: number) => Asked,
  forMs: number,
): Promise<Row> {
  await load(origin, ask, { perSecond: PER_SECOND / 4, forMs: WARM_UP_MS });
  const [found, memory] = await watchingMemoryOf(pid, () =>
    load(origin, ask, { perSecond: PER_SECOND, forMs }),
  );
  console.log(`${what}: ${found.requests} requests, ${found.errors.length} errors`);
  for (const error of new Set(found.errors.slice(0, 100))) console.log(`  ${error}`);
  return { what, load: found, memory };
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const mib = (value: number | undefined) => `${Math.round(value ?? 0)} MiB`;

const words = ({ what, load: { requests, errors, p50, p99, slowest, seconds }, memory }: Row) => [
  what,
  String(requests),
  String(errors.length),
  `${(requests / seconds).toFixed(0)}/s`,
  ms(p50),
  ms(p99),
  ms(slowest),
  mib(memory.tenths[1]),
  mib(memory.tenths.at(-1)),
];

launch(async (processes) => {
  const { values } = parseArgs({
    options: { seconds: { type: "string", default: "60" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const forMs = Number(values.seconds) * 1000;
  await build(processes);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-bench-"));
  const sandbox = await startSandbox();
  try {
    await seedDataDir({ dataDir, sandboxOrigin: sandbox.origin });
    const bare = await startBareNext(processes);
    const served = await startConsole({
      dataDir,
      connectTo: new URL(sandbox.origin).host,
      env: { LOG_LEVEL: "error" },
    });
    const cookies = await openSessions(dataDir, SESSIONS);
    const as = (index: number) => ({ cookie: cookies[index % SESSIONS] ?? "" });
    const turn = (paths: readonly string[]) => (index: number) => ({
      path: paths[index % paths.length] ?? "/",
      headers: as(index),
    });
    // The inventory is read in the background once somebody looks.
    await load(served.origin, turn(["/tokens"]), { perSecond: 1, forMs: 3000 });
    await wait(5000);
    const rows = [
      await measured("bare Next: a route", bare, () => ({ path: "/api/hello" }), forMs),
      await measured("the console: routes", served, turn(routes), forMs),
      await measured("bare Next: a page", bare, () => ({ path: "/" }), forMs),
      await measured("the console: pages", served, turn(pages), forMs),
      await measured("the console: a page in ten", served, turn([...routes, "/tenants"]), forMs),
    ];
    await served.stop();
    const header = [
      "what",
      "requests",
      "errors",
      "answered",
      "p50",
      "p99",
      "slowest",
      "memory",
      "at the end",
    ];
    console.log(`\n${SESSIONS} sessions, ${PER_SECOND} requests a second for ${values.seconds} s\n`);
    console.log(table([header, ...rows.map(words)]));
    return 0;
  } finally {
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
