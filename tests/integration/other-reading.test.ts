import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TenantList } from "@/lib/contracts/tenants";
import type { User } from "@/lib/contracts/users";
import { type OpenConsole, openConsole } from "../support/console";
import { type OtherReading, startOtherReading } from "../support/other-reading";

let qlik: OtherReading;
let castellan: OpenConsole;

beforeAll(async () => {
  qlik = await startOtherReading();
  castellan = await openConsole({ env: { CASTELLAN_QLIK_CONNECT_TO: qlik.connectTo } });
});

afterAll(async () => {
  await castellan.close();
  await qlik.close();
});

describe.sequential("against a Qlik Cloud that reads the documents the other way, an administrator", () => {
  test("connects the organization and sees every tenant, also those with words that nobody knows", async () => {
    const connected = await castellan.call("POST", "/api/organizations", {
      body: { name: "Other", ...qlik.client },
    });
    expect(connected.status, connected.text).toBe(201);
    expect(connected.json<{ tenantCount: number }>().tenantCount).toBe(130);
    const { data } = (await castellan.call("GET", "/api/tenants?status=hibernating")).json<TenantList>();
    expect(data.map(({ id, name, subscriptionId }) => ({ id, name, subscriptionId }))).toEqual([
      { id: "tenant-1", name: "tenant-1.eu.qlikcloud.com", subscriptionId: null },
    ]);
  });

  test("connects a tenant, whose id is behind a redirect to a whole http address", async () => {
    const body = { hostname: qlik.hostname, ...qlik.client };
    const answer = await castellan.call("PUT", `/api/tenants/${qlik.tenantId}/credential`, { body });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json<{ connection: string }>().connection).toBe("connected");
  });

  test("pages through all people and knows the console's own bot by its subject", async () => {
    const people: User[] = [];
    let cursor = "";
    do {
      const page = await castellan.call(
        "GET",
        `/api/tenants/${qlik.tenantId}/users?cursor=${encodeURIComponent(cursor)}`,
      );
      const { data, nextCursor } = page.json<{ data: User[]; nextCursor?: string }>();
      people.push(...data);
      cursor = nextCursor ?? "";
    } while (cursor);
    expect(new Set(people.map(({ id }) => id)).size).toBe(105);
    expect(people.filter(({ consoleBot }) => consoleBot).map(({ id }) => id)).toEqual(["user-1"]);
  });

  test("revokes a token, and takes a 404 without a body for no word of Qlik's: its list says that the token is gone", async () => {
    const revoke = () => castellan.call("DELETE", `/api/tenants/${qlik.tenantId}/oauth-tokens/grant-1`);
    const first = await revoke();
    expect(first.status, first.text).toBe(204);
    expect(first.headers.get("x-castellan-outcome")).toBeNull();
    expect(qlik.tokens()).toEqual(["grant-0", "grant-2"]);
    const second = await revoke();
    expect(second.status, second.text).toBe(204);
    const answer = await castellan.call("GET", "/api/audit-events?action=oauth-token.revoke&limit=1");
    const [event] = answer.json<{ data: { outcome: string; detail: string }[] }>().data;
    expect(event?.outcome).toBe("succeeded");
    expect(event?.detail).toMatch(/does not list the token any more/);
  });
});
