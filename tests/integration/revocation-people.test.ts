import { expect, test } from "vitest";
import type { RevocationItem } from "@/lib/contracts/revocations";
import { connectOrganization } from "@/tests/support/console";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, somebody, create, listed, get } = revocationsForTests();

const userAt = (userId: string) => {
  const user = now.console.sandbox.state.contents.usersOf(now.tenant).find(({ id }) => id === userId);
  if (!user) throw new Error("The sandbox has no such user.");
  return user;
};
const reportOf = async (id: string) => {
  const answer = await now.console.call("GET", `/api/revocations/${id}/report?format=json`, { as: "viewer" });
  return JSON.parse(answer.text) as Record<string, string | null>[];
};

test("each token of a revocation says whose it is, of which client and when it was last used, in lists and reports", async () => {
  const { userId, ids } = somebody();
  const user = userAt(userId);
  const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
  expect(preview.people).toMatchObject([{ userId, userName: user.name, userEmail: user.email }]);
  expect(preview.selection).toContain(`${user.name} (${user.email})`);

  const answer = await now.console.call("GET", `/api/revocations/${preview.id}/items?limit=100`);
  const items = answer.json<{ data: RevocationItem[] }>().data;
  const known = new Map(listed().map((token) => [token.id, token]));
  expect(items.map(({ tokenId }) => tokenId).sort()).toEqual([...ids].sort());
  for (const item of items)
    expect(item).toMatchObject({
      userEmail: user.email,
      clientId: known.get(item.tokenId)?.clientId,
      lastUsed: known.get(item.tokenId)?.lastUsed ?? null,
    });
  const rows = await reportOf(preview.id);
  expect(rows).toHaveLength(ids.length);
  for (const row of rows) expect(row).toMatchObject({ userName: user.name, userEmail: user.email });
});

test("a report says in how many tenants was looked, as it was when the tokens were frozen", async () => {
  await connectOrganization(now.console);
  await now.console.runtime.services.inventory.settled();
  const { userId } = somebody();
  const preview = await create({ kind: "person", personKey: userAt(userId).email }, { dryRun: true });
  const { tenants, connected } = preview.coverage ?? { tenants: 0, connected: 0 };
  expect([tenants > connected, connected]).toEqual([true, 1]);
  const words = `In 1 of ${tenants} tenants; ${tenants - 1} are not connected.`;
  expect(new Set((await reportOf(preview.id)).map(({ coverage }) => coverage))).toEqual(new Set([words]));
  // What is connected later does not change what was looked at then.
  expect((await get(preview.id)).coverage).toEqual(preview.coverage);
});
