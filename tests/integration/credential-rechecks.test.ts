import { expect, test } from "vitest";
import { type CredentialList, recheckEvent } from "@/lib/contracts/credential-list";
import { NDJSON } from "@/lib/contracts/streams";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

const list = async ({ call }: OpenConsole) => (await call("GET", "/api/credentials")).json<CredentialList>();

const verify = ({ call }: OpenConsole, body: unknown, as: "operator" | "viewer" = "operator") =>
  call("POST", "/api/credentials/verify", { body, as, headers: { accept: NDJSON } });

/** An organization and some of its tenants, each connected by a client of its own. */
async function connected(tenants: number): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: tenants + 5 });
  await connectOrganization(opened);
  const active = opened.sandbox.state.estate
    .tenants()
    .map((_, index) => opened.sandbox.tenant(index))
    .filter(({ status, organization }) => status === "active" && organization !== null);
  await Promise.all(active.slice(0, tenants).map((tenant) => connectTenant(opened, tenant)));
  return opened;
}

const audited = ({ sql }: OpenConsole) =>
  sql(
    "SELECT action, count(*) AS n FROM audit_entries WHERE action LIKE '%.verify' AND intentId IS NULL GROUP BY action ORDER BY action",
  );

test("all credentials are checked again, each tells how it is found, and each has its audit entry", async () => {
  const opened = await connected(4);
  const { data } = await list(opened);
  const broken = data.find(({ tenantId }) => tenantId !== null);
  opened.sandbox.state.estate.changeTenant(broken?.tenantId ?? "", { clientSecret: "replaced-at-qlik" });
  const lines = (await verify(opened, { matching: {} })).lines();
  const events = lines.flatMap((line) => (line.type === "event" ? recheckEvent.parse(line.event) : []));
  expect(events[0]).toEqual({ kind: "total", total: 5 });
  const checked = events.flatMap((event) => (event.kind === "checked" ? event.credential : []));
  expect(new Set(checked.map(({ id }) => id))).toEqual(new Set(data.map(({ id }) => id)));
  expect(checked.filter(({ health }) => health === "failing").map(({ id }) => id)).toEqual([broken?.id]);
  expect(lines.at(-1)).toEqual({ type: "result", result: { total: 5, works: 4, failing: 1, left: 0 } });
  expect((await list(opened)).facets.health).toContainEqual({ value: "failing", count: 1 });
  expect(audited(opened)).toEqual([
    { action: "credential.verify", n: 4 },
    { action: "organization.verify", n: 1 },
  ]);
});

test("those that are named are checked, and of all that match those that are not excepted", async () => {
  const opened = await connected(4);
  const { data } = await list(opened);
  const [one, two] = data.filter(({ level }) => level === "tenant").map(({ id }) => id);
  opened.sandbox.state.requestLog.clear();
  const named = await verify(opened, { ids: [one, one, "gone"] });
  expect(named.lines().at(-1)).toMatchObject({ result: { total: 2, works: 1, failing: 0, left: 1 } });
  expect(named.text).toContain("It has been removed meanwhile.");
  expect(new Set(opened.sandbox.requests().map((line) => line.split(/[ /]/)[1])).size).toBe(1);
  const rest = await verify(opened, { matching: { level: "tenant" }, except: [one, two] });
  expect(rest.lines().at(-1)).toMatchObject({ result: { total: 2, works: 2, failing: 0, left: 0 } });
});

test("who goes away ends the checks after those under way, and nothing is told as done that was not", async () => {
  const opened = await connected(12);
  const { POST } = await import("@/app/api/credentials/verify/route");
  const { NextRequest } = await import("next/server");
  // Every check waits until it is let go.
  opened.sandbox.state.faults.add({ path: "/api/v1/tenants", delayMs: 100 });
  await opened.call("GET", "/api/credentials");
  const { cookie } = await opened.signedIn(opened.people.operator);
  const request = new NextRequest("http://localhost:3000/api/credentials/verify", {
    method: "POST",
    headers: {
      host: "localhost:3000",
      origin: "http://localhost:3000",
      cookie,
      accept: NDJSON,
      "content-type": "application/json",
    },
    body: JSON.stringify({ matching: { level: "tenant" } }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = "";
  while (!told.includes('"kind":"checking"')) told += (await reader?.read())?.value ?? "";
  await reader?.cancel();
  const outcomes = () =>
    Number(
      opened.sql(
        "SELECT count(*) AS n FROM audit_entries WHERE action = 'credential.verify' AND intentId IS NOT NULL",
      )[0]?.n,
    );
  await expect.poll(outcomes, { timeout: 20_000 }).toBe(8);
  expect(audited(opened)).toEqual([{ action: "credential.verify", n: 8 }]);
});

test("a viewer may not check, and an empty choice is refused", async () => {
  const opened = await connected(1);
  expect((await verify(opened, { matching: {} }, "viewer")).status).toBe(403);
  expect((await verify(opened, { ids: [] })).status).toBe(400);
  expect((await verify(opened, { matching: { health: "perhaps" } })).status).toBe(400);
  expect(audited(opened)).toEqual([]);
});
