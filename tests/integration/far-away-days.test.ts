import { expect, test } from "vitest";
import { connectTenant, consoleForTest } from "@/tests/support/console";

test("days at the ends of the calendar mean the same in every database", { tags: ["store"] }, async () => {
  const opened = await consoleForTest({ tenants: 1 });
  await connectTenant(opened, opened.sandbox.tenant(0));
  const found = async (path: string) => {
    const answer = await opened.call("GET", path);
    return answer.status === 200 ? answer.json<{ total: number }>().total : answer.status;
  };
  for (const [path, name] of [
    ["/api/tenants", "firstSeen"],
    ["/api/credentials", "age"],
    ["/api/audit-events", "when"],
  ]) {
    const all = await found(`${path}?`);
    for (const days of ["0000-01-01..", "0099-12-31..", "..9999-12-31", "0001-01-01..9999-12-31"])
      expect([days, await found(`${path}?${name}=${days}%40America/New_York`)]).toEqual([days, all]);
    expect(await found(`${path}?${name}=..0001-01-01%40Asia/Tokyo`)).toBe(0);
  }
  expect(await found("/api/audit-events?from=0001-01-01&to=9999-12-31")).toBe(
    await found("/api/audit-events?"),
  );
  expect(await found("/api/audit-events?from=0000-12-31")).toBe(400);
});

test("a place that no entry can have is refused as a cursor", { tags: ["store"] }, async () => {
  const opened = await consoleForTest({ tenants: 1 });
  for (const path of ["/api/audit-events", "/api/audit-events/any/parts"])
    for (const place of ["2147483648", "9007199254740991", "1e9999", "-1", "0.5"]) {
      const answer = await opened.call("GET", `${path}?cursor=${place}`);
      expect([path, place, answer.status]).toEqual([path, place, 400]);
    }
});
