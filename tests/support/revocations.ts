import { beforeEach, vi } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import type { Role } from "@/lib/contracts/roles";
import { connectTenant, consoleForTest, type OpenConsole } from "./console";
import type { SandboxTenant } from "./sandbox";

interface Now {
  console: OpenConsole;
  tenant: SandboxTenant;
}

/** For each test a console with one connected tenant, and what there is to revoke in it. */
export function revocationsForTests() {
  // Made anew before each test; those who hold it read what there is now.
  const now = {} as Now;
  beforeEach(async () => {
    now.console = await consoleForTest({ tenants: 3 });
    now.tenant = now.console.sandbox.tenant(0);
    await connectTenant(now.console, now.tenant);
    now.console.sandbox.state.requestLog.clear();
  });

  const listed = (of: SandboxTenant = now.tenant) => now.console.sandbox.state.contents.oauthTokensOf(of);
  const isOwn = ({ clientId }: { clientId: string | null }, of = now.tenant) =>
    clientId === of.client.clientId;
  const others = (of: SandboxTenant = now.tenant) => listed(of).filter((token) => !isOwn(token, of));
  const stillThere = (ids: readonly string[], of: SandboxTenant = now.tenant) => {
    const left = new Set(listed(of).map(({ id }) => id));
    return ids.filter((id) => left.has(id));
  };
  const deletions = () => now.console.sandbox.requests().filter((line) => line.startsWith("DELETE"));

  const post = (path: string, body: unknown = {}, as: Role = "operator") =>
    now.console.call("POST", `/api/revocations${path}`, { as, body });
  const create = async (selection: unknown, more: object = {}): Promise<RevocationDetail> => {
    const answer = await post("", { selection, ...more });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json<RevocationDetail>();
  };
  const get = async (id: string) =>
    (await now.console.call("GET", `/api/revocations/${id}`, { as: "viewer" })).json<RevocationDetail>();
  const until = (id: string, what: (seen: RevocationDetail) => boolean) =>
    vi.waitFor(
      async () => {
        const seen = await get(id);
        if (!what(seen)) throw new Error(`It is ${seen.state}: ${JSON.stringify(seen.counts)}`);
        return seen;
      },
      { timeout: 15_000, interval: 20 },
    );
  const finished = (id: string) => until(id, ({ state }) => state === "finished");
  const work = () => now.console.runtime.startJobs();

  /** A person with several tokens, none of them the console's own. */
  function somebody(): { userId: string; ids: string[] } {
    const byUser = new Map<string, string[]>();
    for (const { userId, id } of others()) byUser.set(userId, [...(byUser.get(userId) ?? []), id]);
    const [userId, ids] = [...byUser].sort(([, one], [, other]) => other.length - one.length)[0] ?? ["", []];
    return { userId, ids };
  }

  const read = async (address: string) =>
    (await now.console.call("GET", `/api/audit-events${address}`)).json<{ data: AuditEvent[] }>().data;
  /** The acts on single tokens, those of revocations of many too, the newest first. */
  const events = async () => {
    const listed = await read("?limit=100");
    const revoked = await Promise.all(
      listed.map(async (event) =>
        event.action === "revocation.start"
          ? (await read(`/${event.id}/parts?limit=100`)).reverse()
          : event.action === "oauth-token.revoke"
            ? [event]
            : [],
      ),
    );
    return revoked.flat();
  };

  return {
    now,
    isOwn,
    listed,
    others,
    stillThere,
    deletions,
    post,
    create,
    get,
    until,
    finished,
    work,
    somebody,
    events,
  };
}
