import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { RevocationDetail, RevocationItem } from "@/lib/contracts/revocations";
import { connectTenant, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

/** More than are sent at a time, so that something is left to do while others are under way. */
const TOKENS = 40;
const AT_ONCE = 16;
/** Longer than any of these tests waits: what hangs, hangs. */
const NEVER_MS = 30_000;

let opened: OpenConsole;
let silent: SandboxTenant;
let other: SandboxTenant;
let id: string;

const tokensOf = (tenant: SandboxTenant) =>
  opened.sandbox.state.contents
    .oauthTokensOf(tenant)
    .filter(({ clientId }) => clientId !== tenant.client.clientId)
    .map((token) => token.id);
const call = async (path = "", method: "GET" | "POST" = "GET") => {
  const answer = await opened.call(method, `/api/revocations/${id}${path}`, { as: "operator" });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<RevocationDetail>();
};
const until = (what: (seen: RevocationDetail) => boolean) =>
  vi.waitFor(
    async () => {
      const seen = await call();
      if (!what(seen)) throw new Error(`It is ${seen.state}: ${JSON.stringify(seen.counts)}`);
      return seen;
    },
    { timeout: 8000, interval: 50 },
  );
const ofTenant = ({ tenants }: RevocationDetail, { id: tenantId }: SandboxTenant) =>
  tenants.find((tenant) => tenant.tenantId === tenantId)?.counts;

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 2, tokensPerTenant: TOKENS, qlikDeadlineMs: NEVER_MS });
  [silent, other] = [opened.sandbox.tenant(0), opened.sandbox.tenant(1)];
  await connectTenant(opened, silent);
  await connectTenant(opened, other);
  // Otherwise the console stops only when Qlik's time is up.
  onTestFinished(() => {
    opened.sandbox.state.faults.clear();
    opened.sandbox.dropConnections();
  });
  const tokens = [silent, other].map((tenant) => ({ tenantId: tenant.id, tokenIds: tokensOf(tenant) }));
  const body = { selection: { kind: "tokens", tokens } };
  const answer = await opened.call("POST", "/api/revocations", { as: "operator", body });
  if (answer.status !== 201) throw new Error(answer.text);
  id = answer.json<RevocationDetail>().id;
  const [hung] = tokensOf(silent);
  const path = `/api/v1/oauth-tokens/${hung}`;
  opened.sandbox.state.faults.add({ host: silent.hostname, method: "DELETE", path, hang: true });
}, 30_000);

test("what Qlik has answered is counted although one request beside it is not answered", async () => {
  opened.runtime.startJobs();
  const seen = await until(({ counts }) => counts.revoked === TOKENS + AT_ONCE - 1);
  expect(seen.counts).toMatchObject({ pending: TOKENS - AT_ONCE + 1, underWay: 1 });
  expect(seen.state).toBe("running");
});

test("the tenant that is waited for is named, and no time is promised for it", async () => {
  opened.runtime.startJobs();
  await until(({ counts }) => counts.revoked === TOKENS + AT_ONCE - 1);
  expect((await call()).waitingFor).toBeNull();
  opened.advance(40_000);
  const { waitingFor, secondsLeft } = await call();
  expect(waitingFor).toMatchObject({ tenantId: silent.id, requests: 1, tenants: 1 });
  expect(waitingFor?.seconds).toBeGreaterThanOrEqual(40);
  expect(waitingFor?.seconds).toBeLessThan(60);
  expect(secondsLeft).toBeNull();
});

test("paused and resumed, the other tenants go on at once while one request is not answered", async () => {
  opened.sandbox.state.faults.add({ host: other.hostname, method: "DELETE", delayMs: 500 });
  opened.runtime.startJobs();
  await until((seen) => (ofTenant(seen, other)?.revoked ?? 0) > 0);
  const paused = await call("/pause", "POST");
  expect(paused.state).toBe("paused");
  const waiting = await until(({ counts }) => counts.underWay === 1);
  // Said at once, because that is what the pause waits for.
  expect(waiting.waitingFor).toMatchObject({ tenantId: silent.id, requests: 1 });
  expect(ofTenant(waiting, other)?.pending).toBeGreaterThan(0);
  await call("/resume", "POST");
  const seen = await until((now) => ofTenant(now, other)?.revoked === TOKENS);
  expect(ofTenant(seen, silent)).toMatchObject({ underWay: 1 });
});

test("the list of tokens comes with the counts of the same moment", async () => {
  opened.runtime.startJobs();
  await until(({ counts }) => counts.revoked === TOKENS + AT_ONCE - 1);
  const answer = await opened.call("GET", `/api/revocations/${id}/items?limit=100`);
  const { data, revocation } = answer.json<{
    data: RevocationItem[];
    revocation: RevocationDetail;
  }>();
  expect(data.filter(({ state }) => state === "revoked")).toHaveLength(revocation.counts.revoked);
  expect(data.filter(({ state }) => state === "sent")).toHaveLength(revocation.counts.underWay);
});
