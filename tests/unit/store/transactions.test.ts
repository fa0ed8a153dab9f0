import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { storeForTest } from "@/tests/support/store";

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("a transaction that fails leaves nothing of what it did", async () => {
  const { store } = storeForTest();
  const failing = store.transaction(async (entities) => {
    await entities.organizations.create("one", "One");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await store.setupLinks.exists("one")).toBe(false);
  expect((await store.tenants.counts(["status"])).total).toBe(0);
});

test("what others write while a transaction is open stays, although the transaction is rolled back", async () => {
  const { store, file } = storeForTest();
  const { open, opened } = gate();
  const failing = store.transaction(async (entities) => {
    await entities.setupLinks.replace("inside");
    await opened;
    throw new Error("rolled back");
  });
  await wait(20);
  const outside = store.organizations.create("outside", "Outside");
  await wait(20);
  open();
  await expect(failing).rejects.toThrow("rolled back");
  await outside;
  const database = new Sqlite(file, { readonly: true });
  expect(database.prepare("SELECT id FROM organizations").all()).toEqual([{ id: "outside" }]);
  expect(database.prepare("SELECT tokenHash FROM setup_links").all()).toEqual([]);
  database.close();
});

test("nobody reads what a transaction has not committed yet", async () => {
  const { store } = storeForTest();
  const { open, opened } = gate();
  const failing = store.transaction(async (entities) => {
    await entities.setupLinks.replace("inside");
    await opened;
    throw new Error("rolled back");
  });
  await wait(20);
  const seen = store.setupLinks.exists("inside");
  await wait(20);
  open();
  await expect(failing).rejects.toThrow("rolled back");
  expect(await seen).toBe(false);
});

test("many transactions and single statements at once all get done, each transaction as a whole", async () => {
  const { store } = storeForTest();
  const works = Array.from({ length: 20 }, (_, index) => [
    store.transaction(async (entities) => {
      await entities.organizations.create(`t${index}`, `T${index}`);
      if (index % 4 === 0) throw new Error("no");
      await entities.organizations.rename(`t${index}`, `Done ${index}`);
    }),
    store.organizations.beginSync(`t${index}`, new Date()),
    store.tenants.counts(["status"]),
  ]).flat();
  const settled = await Promise.allSettled(works);
  expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(5);
  await expect(
    store.transaction(async (entities) => entities.setupLinks.replace("after")),
  ).resolves.toBeUndefined();
  expect(await store.setupLinks.exists("after")).toBe(true);
});
