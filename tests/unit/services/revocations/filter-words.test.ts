import { expect, test } from "vitest";
import { fleetFilters } from "@/lib/contracts/fleet-tokens";
import { filterWords } from "@/lib/server/services/revocations/filter-words";

const named = async (value: string) => value;
const names = { user: named, client: named, tenant: named, organization: named };

test.each([
  [{ lastUsed: "30d" }, "last used in the last 30 days"],
  [{ lastUsed: "over-1d" }, "last used more than 1 day ago"],
  [{ firstSeen: "this-month@Europe/Berlin" }, "first seen this month (Europe/Berlin)"],
  [{ lastUsed: "2026-11-01..2026-11-30" }, "last used 2026-11-01 to 2026-11-30 (UTC)"],
  [{ lastUsed: "2026-11-01..@Europe/Berlin" }, "last used from 2026-11-01 (Europe/Berlin)"],
])("what is revoked by dates is said in words: %j", async (filters, words) => {
  expect(await filterWords(fleetFilters.parse(filters), names)).toBe(words);
});
