import net from "node:net";
import oauthTokens from "@qlik/api/oauth-tokens";
import tenants from "@qlik/api/tenants";
import users from "@qlik/api/users";
import { Agent, fetch as fetchThrough } from "undici";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type RunningSandbox, startSandbox, tenantAt } from "./harness";

/**
 * The vendor's own client as a peer: what it understands, the sandbox has right. It shares no code with ours,
 * and beside this file only the bench may import it.
 */

/** Its only way out is the global `fetch`, so that is what leads to the sandbox, whatever the host. */
function leadTo(running: RunningSandbox): void {
  const agent = new Agent({
    connect: (_options, connected) => {
      const socket = net.connect(running.port, "127.0.0.1");
      socket.once("connect", () => connected(null, socket));
      socket.once("error", (error) => connected(error, null));
    },
  });
  const through = (input: string, init: object) => fetchThrough(input, { ...init, dispatcher: agent });
  vi.stubGlobal("fetch", through);
  onTestFinished(() => agent.destroy());
}

/** Signed in with its own means. Each test takes another tenant, because the client keeps tokens by client id. */
async function startSignedIn(index: number) {
  const running = await startSandbox();
  leadTo(running);
  const tenant = tenantAt(running, index);
  const hostConfig = {
    authType: "oauth2" as const,
    host: `https://${tenant.host}`,
    clientId: tenant.client.clientId,
    clientSecret: tenant.client.clientSecret,
    scope: "admin_classic",
    noCache: true,
  };
  return { running, tenant, options: { hostConfig, noCache: true } };
}

type Page<Row> = {
  readonly data: { readonly data?: readonly Row[] };
  readonly next?: (options?: object) => Promise<Page<Row>>;
};

/** All rows, by the client's own `next()`. */
async function rowsOf<Row>(first: Page<Row>, options: object): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page: Page<Row> | undefined = first; page; page = await page.next?.(options)) {
    rows.push(...(page.data.data ?? []));
  }
  return rows;
}

describe("the vendor's own client", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("lists users page by page", async () => {
    const { running, tenant, options } = await startSignedIn(0);
    const first = await users.getUsers({ limit: 10 }, options);
    const rows = await rowsOf(first, options);
    const active = running.sandbox.state.contents.usersOf(tenant).filter(({ status }) => status === "active");
    expect(first.data.data).toHaveLength(10);
    expect(rows.map(({ id }) => id).sort()).toEqual(active.map(({ id }) => id).sort());
  });

  it("lists OAuth tokens page by page", async () => {
    const { running, tenant, options } = await startSignedIn(1);
    const rows = await rowsOf(await oauthTokens.getOauthTokens({ limit: 10 }, options), options);
    const all = running.sandbox.state.contents.oauthTokensOf(tenant);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  it("revokes an OAuth token", async () => {
    const { running, tenant, options } = await startSignedIn(2);
    const { contents } = running.sandbox.state;
    const id = contents.oauthTokensOf(tenant)[0]?.id ?? "";
    expect((await oauthTokens.deleteOauthToken(id, options)).status).toBe(204);
    expect(contents.oauthToken(tenant, id)).toBeUndefined();
    await expect(oauthTokens.deleteOauthToken(id, options)).rejects.toMatchObject({ status: 404 });
  });

  it("reads the tenant and the user behind the redirects of me", async () => {
    const { tenant, options } = await startSignedIn(3);
    const ofTenant = await tenants.getMyTenant(options);
    const ofUser = await users.getMyUser(options);
    expect(ofTenant.data).toMatchObject({ id: tenant.id, hostnames: tenant.hostnames });
    expect(ofUser.data).toMatchObject({ subject: `qlikbot\\${tenant.client.clientId}` });
  });
});
