import { expect, test } from "vitest";
import { fleetFilters } from "@/lib/contracts/fleet-tokens";
import { filterWords } from "@/lib/server/services/revocations/filter-words";

const now = new Date("2026-11-30T12:00:00Z");
const asItIs = async (value: string) => value;
const names = { user: asItIs, client: asItIs, tenant: asItIs, organization: asItIs };
const wordsOf = (asked: object) => filterWords(fleetFilters.parse(asked), names, now);

test.each([
  [{ lastUsed: "30d" }, "last used in the last 30 days"],
  [{ lastUsed: "over-90d" }, "last used more than 90 days ago"],
  [{ lastUsed: "none" }, "without a known use"],
  [{ lastUsed: "last-month@Europe/Berlin" }, "last used last month (Europe/Berlin)"],
  [
    { lastUsed: "2026-11-01..2026-11-15@Europe/Berlin" },
    "last used 2026-11-01 to 2026-11-15 (Europe/Berlin)",
  ],
  [{ firstSeen: "2026-11-20..@UTC" }, "first seen from 2026-11-20 (UTC)"],
  [{ firstSeen: "today" }, "first seen today (UTC)"],
])("filters by dates are called as people say them: %o", async (asked, words) => {
  expect(await wordsOf(asked)).toBe(words);
});
