import { expect, test } from "vitest";
import { connectOrganization, consoleForTest } from "@/tests/support/console";

test("a backslash that is searched for is one, in every database", { tags: ["store"] }, async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  for (const name of ["CORP\\north", "Another"]) {
    const renamed = await opened.call("PATCH", `/api/organizations/${id}`, { body: { name } });
    expect(renamed.status).toBe(200);
  }
  for (const [search, found] of [
    ["CORP\\north", true],
    ["corp\\", true],
    ["\\", true],
    ["corp\\\\north", false],
    ["cor\\p", false],
  ] as const) {
    const answer = await opened.call("GET", `/api/audit-events?search=${encodeURIComponent(search)}`);
    expect([search, answer.json<{ total: number }>().total > 0]).toEqual([search, found]);
  }
});
