import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { parseEnv, tellNextAuth } from "@/lib/env";
import { createLog } from "@/lib/server/log";
import { createRuntime, setRuntime } from "@/lib/server/runtime";
import { openStore, type Store } from "@/lib/server/store/store";
import { dispatch } from "@/tests/support/http";

const PAGE = 500;
const WORDS = ["Northwind", "Blue Harbor", "Zürich", "東京営業部", "Sales & Ops", "Development", "Finance"];
/** As somebody types, from the first letter on; what is rare, what is everywhere, and what is nowhere. */
const TYPED = [
  "n",
  "no",
  "nort",
  "northwind",
  "harbor 49",
  "zurich",
  "tenant-777",
  "0123456789ab",
  "nothing",
];
const ROUNDS = 5;

export interface SearchTimes {
  readonly tenants: number;
  /** Milliseconds of one answer of the route. */
  readonly median: number;
  readonly slowest: number;
}

/** Asks what the command palette asks, of the route itself, with that many tenants in a SQLite database. */
export async function searchTenants(tenants: number): Promise<SearchTimes> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-bench-"));
  const parsed = parseEnv({ DATA_DIR: folder, LOG_LEVEL: "silent" });
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const { env } = parsed;
  const runtime = await createRuntime(env, {
    log: createLog("silent"),
    requestsPerMinute: Number.MAX_SAFE_INTEGER,
  });
  const store = openStore(env.database);
  try {
    tellNextAuth(env.publicUrl);
    setRuntime(runtime);
    await fill(store, tenants);
    const cookie = await signIn(store, runtime.sessionSecret);
    const ask = async (text: string) => {
      const startedAt = performance.now();
      const { status } = await dispatch(`${env.publicUrl}/api/search?q=${encodeURIComponent(text)}`, {
        method: "GET",
        headers: { host: new URL(env.publicUrl).host, cookie },
      });
      if (status !== 200) throw new Error(`The search answered ${status}.`);
      return performance.now() - startedAt;
    };
    for (const text of TYPED) await ask(text);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) for (const text of TYPED) times.push(await ask(text));
    times.sort((one, other) => one - other);
    return { tenants, median: times[times.length >> 1] ?? 0, slowest: times.at(-1) ?? 0 };
  } finally {
    await store.close();
    await runtime.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(store: Store, tenants: number): Promise<void> {
  await store.organizations.create("organization", "Northwind");
  for (let start = 0; start < tenants; start += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, tenants - start) }, (_, index) =>
      tenantAt(start + index),
    );
    await store.transaction((entities) => entities.tenantListings.keep("organization", page, new Date()));
  }
}

const tenantAt = (number: number) => ({
  id: `0123456789ab${number.toString(16).padStart(20, "0")}`,
  name: `${WORDS[number % WORDS.length]} ${number}`,
  hostnames: [`tenant-${number}.eu.qlikcloud.com`, `alias-${number}.eu.qlikcloud.com`],
  status: "active",
  regionCode: "eu-west-1",
  countryCode: "IE",
  subscriptionId: String(1_000_000_000_000_000 + (number % 3)),
  licenseNumber: String(9_000_000_000_000_000 + number),
  licenseStartsAt: null,
  licenseEndsAt: null,
  deletionStartsAt: null,
  createdAt: null,
  updatedAt: null,
});

async function signIn(store: Store, secret: string): Promise<string> {
  const person = { id: "viewer", role: "viewer", name: "Vera", email: "vera@example.com" } as const;
  await store.people.create({ ...person, passwordHash: "none" });
  const sessionId = randomUUID();
  const at = new Date();
  await store.sessions.create({
    id: sessionId,
    personId: person.id,
    at,
    expiresAt: new Date(at.getTime() + 3_600_000),
  });
  return `next-auth.session-token=${await encode({ token: { sessionId }, secret })}`;
}
