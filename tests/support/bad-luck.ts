import { expect } from "vitest";
import { connectOrganization, connectTenant, consoleForTest, type OpenConsole } from "./console";
import type { TestDatabase } from "./database";
import type { Answer } from "./http";

/** Long enough for the next request to want to note that its session and its credential were used. */
const LATER_MS = 2 * 60_000;

/** A console that knows an organization, and has a tenant to read at Qlik. */
export async function consoleInUse(database?: TestDatabase): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 2, ...(database ? { database } : {}) });
  await connectOrganization(opened);
  await connectTenant(opened, opened.sandbox.tenant(0));
  return opened;
}

const names = ({ sql }: OpenConsole) => sql("SELECT id, name FROM organizations");
let renamings = 0;

/** A change, which is also three entries of the audit log and two transactions. */
export async function change(opened: OpenConsole): Promise<Answer> {
  const [organization] = names(opened);
  renamings += 1;
  const body = { name: `Renamed ${renamings}` };
  const answer = await opened.call("PATCH", `/api/organizations/${organization?.id}`, { body });
  // Done as a whole or not at all.
  expect(names(opened)[0]?.name === body.name).toBe(answer.status === 200);
  return answer;
}

/** While the database cannot be written: what only reads is answered, from the store and from Qlik, and at once. */
export async function expectReadingGoesOn(opened: OpenConsole): Promise<void> {
  opened.advance(LATER_MS);
  const { id } = opened.sandbox.tenant(0);
  const startedAt = performance.now();
  for (const address of ["/api/tenants", `/api/tenants/${id}/users`, "/api/audit-events"]) {
    const answer = await opened.call("GET", address);
    expect([address, answer.status, answer.status === 200 ? "" : answer.text]).toEqual([address, 200, ""]);
  }
  expect(performance.now() - startedAt).toBeLessThan(4000);
}

/** A change is answered with 503 and a sentence, and nothing of it is there. */
export async function expectChangesRefused(opened: OpenConsole): Promise<void> {
  const answer = await change(opened);
  expect([answer.status, answer.text]).toEqual([
    503,
    expect.stringMatching(/activity log cannot be written/),
  ]);
}

/** Without a restart changes are made again, and the audit log is whole. */
export async function expectRecovery(opened: OpenConsole): Promise<void> {
  const answer = await change(opened);
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining("Renamed")]);
  const verified = await opened.call("POST", "/api/audit-events/verify", { body: {} });
  expect(verified.json()).toMatchObject({ verdict: "whole" });
  await expectReadingGoesOn(opened);
}
