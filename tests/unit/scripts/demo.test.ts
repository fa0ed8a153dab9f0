import { describe, expect, it } from "vitest";
import { createSandbox } from "@/lib/sandbox/server";
import { demoAccount } from "@/scripts/lib/demo-account.js";
import { demoSelection } from "@/scripts/lib/demo-selection.js";
import { demoSummary } from "@/scripts/lib/demo-summary.js";
import { sandboxCredentials } from "@/scripts/lib/sandboxed.js";

async function credentialsOfTheDemo() {
  const server = await createSandbox().listen({ port: 0, host: "127.0.0.1" });
  try {
    return await sandboxCredentials(server.origin);
  } finally {
    await server.close();
  }
}

describe("the tenants of the demo", () => {
  it("are connected for about a third; the others wait; none is both", async () => {
    const { organization, connected, waiting } = demoSelection(await credentialsOfTheDemo());
    const share = connected.length / (connected.length + waiting.length);
    expect(organization?.name).toBe("Northwind Analytics");
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.4);
    expect(waiting.length).toBeGreaterThanOrEqual(5);
    expect(connected.filter(({ tenantId }) => waiting.some((other) => other.tenantId === tenantId))).toEqual(
      [],
    );
  });

  it("are active ones of the first organization", async () => {
    const { connected, waiting } = demoSelection(await credentialsOfTheDemo());
    const kinds = new Set(
      [...connected, ...waiting].map(({ organization, status }) => `${organization} ${status}`),
    );
    expect([...kinds]).toEqual(["Northwind Analytics active"]);
  });
});

it("the demo's password is long enough to be accepted as any other", () => {
  expect(demoAccount.password.length).toBeGreaterThanOrEqual(15);
});

it("the summary of the demo says where it is, how to sign in, how to stop and what can be connected", async () => {
  const { waiting } = demoSelection(await credentialsOfTheDemo());
  const summary = demoSummary({
    address: "http://localhost:3000",
    account: demoAccount,
    sandboxOrigin: "http://127.0.0.1:4010",
    dataFolder: "data/demo",
    waiting: waiting.slice(0, 1),
  });
  const [tenant] = waiting;
  for (const said of [
    "Castellan is at http://localhost:3000",
    demoAccount.email,
    demoAccount.password,
    "choose Tokens, and revoke one",
    "made up",
    "data/demo",
    "Ctrl-C",
    `${tenant?.hostname}  ${tenant?.clientId}  ${tenant?.clientSecret}`,
  ]) {
    expect(summary).toContain(said);
  }
});
