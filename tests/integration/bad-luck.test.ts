import { expect, test } from "vitest";
import { consoleForTest } from "@/tests/support/console";

// What befalls each of the two databases is in sqlite/bad-luck.test.ts and postgresql/bad-luck.test.ts.

test("a transaction in which a statement failed is undone, although the failure was caught", async () => {
  const { store } = await consoleForTest({ tenants: 1 });
  const swallowing = store.transaction(async ({ organizations, setupLinks }) => {
    await setupLinks.replace("first");
    await organizations.create("twice", "One");
    await organizations.create("twice", "Other").catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow();
  expect(await store.setupLinks.exists("first")).toBe(false);
});
