import { expect, test } from "vitest";
import { userPart } from "@/lib/server/store/tokens/filters";
import { personKeyOf, toUserColumns } from "@/lib/server/store/tokens/rows";

const LONG = `${"a".repeat(119)}😀@example.com`;
const user = {
  userId: "u-1",
  name: LONG,
  email: LONG,
  subject: "s",
  status: "active",
  clientId: null,
};

test("no key of a long text ends in half of a character, which comes back from a database as another", () => {
  const { personKey, nameKey } = toUserColumns("t-1", user, new Date(0));
  expect([personKey, nameKey].map((key) => key.isWellFormed())).toEqual([true, true]);
});

test("somebody is asked for by the key that is stored of them", () => {
  const filters = { user: [LONG], userStatus: [], kind: [] } as unknown as Parameters<typeof userPart>[0];
  expect(JSON.stringify(userPart(filters))).toContain(JSON.stringify(personKeyOf(user)));
});
