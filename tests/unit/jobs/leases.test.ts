import { spawnSync } from "node:child_process";
import { expect, test, vi } from "vitest";
import { createLeases, type Lease } from "@/lib/server/jobs/leases";
import { createLog } from "@/lib/server/log";
import type { LeaseStore } from "@/lib/server/store/installation/leases";
import { storeForTest } from "@/tests/support/store";

const log = createLog("silent");

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("of many who ask at once one does the work, and the others are told that it is held", async () => {
  const { store } = storeForTest();
  const instances = Array.from({ length: 8 }, () => createLeases({ store, log }));
  const { open, opened } = gate();
  let working = 0;
  const asked = instances.map(({ withLease }) =>
    withLease("sync", async () => {
      working += 1;
      await opened;
      return "done";
    }),
  );
  await vi.waitFor(() => expect(working).toBe(1), 10_000);
  const held = await Promise.race(asked);
  expect(held).toEqual({ ok: false, error: "held" });
  open();
  const results = await Promise.all(asked);
  expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, value: "done" }]);
  expect(working).toBe(1);
});

test("works of different names do not wait for each other", async () => {
  const { store } = storeForTest();
  const { withLease } = createLeases({ store, log });
  const inner = await withLease("one", () => withLease("two", async () => "both"));
  expect(inner).toEqual({ ok: true, value: { ok: true, value: "both" } });
});

test("the lease is free after the work, and after work that failed", async () => {
  const { store } = storeForTest();
  const { withLease } = createLeases({ store, log });
  await expect(withLease("sync", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await store.leases.holder("sync")).toBeUndefined();
  expect(await withLease("sync", async () => 1)).toEqual({ ok: true, value: 1 });
  expect(await store.leases.holder("sync")).toBeUndefined();
});

test("while the work goes on nobody else gets it, however long it takes", async () => {
  const { store } = storeForTest();
  const lastsMs = 2400;
  const { open, opened } = gate();
  let renewals = 0;
  const counting: LeaseStore = {
    ...store.leases,
    async renew(...renewal) {
      renewals += 1;
      return store.leases.renew(...renewal);
    },
  };
  const leases = createLeases({ store: { leases: counting }, log, lastsMs });
  const startedAt = performance.now();
  const working = leases.withLease("sync", async ({ check }) => {
    await opened;
    check();
  });
  await vi.waitFor(() => expect(renewals).toBe(4), 20_000);
  expect(performance.now() - startedAt).toBeGreaterThan(lastsMs);
  expect(await leases.withLease("sync", async () => "stolen")).toEqual({ ok: false, error: "held" });
  open();
  expect(await working).toEqual({ ok: true, value: undefined });
}, 30_000);

test("whoever dies is followed by another when the lease has run out", async () => {
  const { store } = storeForTest();
  expect(await store.leases.claim("sync", "the dead", 1500)).toBe(true);
  const { withLease } = createLeases({ store, log });
  expect(await withLease("sync", async () => "followed")).toEqual({ ok: false, error: "held" });
  await vi.waitFor(
    async () => expect(await withLease("sync", async () => "followed")).toMatchObject({ value: "followed" }),
    10_000,
  );
});

test("whoever has lost the lease is told, and takes nothing away from the one who has it now", async () => {
  const { store } = storeForTest();
  const { withLease } = createLeases({ store, log, lastsMs: 600 });
  const work = withLease("sync", async ({ signal, check }: Lease) => {
    // As after a sleep of the machine: somebody else has claimed it meanwhile.
    await store.leases.release("sync", (await store.leases.holder("sync")) ?? "");
    await store.leases.claim("sync", "the next", 60_000);
    await vi.waitFor(() => expect(signal.aborted).toBe(true), 10_000);
    check();
  });
  await expect(work).rejects.toThrow("The lease sync was lost to another instance.");
  expect(await store.leases.holder("sync")).toBe("the next");
});

test("whoever cannot renew for the length of the lease stops, for others may have begun", async () => {
  const { store } = storeForTest();
  const cut = { leases: { ...store.leases, renew: () => Promise.reject(new Error("cut off")) } };
  const { withLease } = createLeases({ store: cut, log, lastsMs: 600 });
  const work = withLease("sync", async ({ signal, check }) => {
    check();
    await vi.waitFor(() => expect(signal.aborted).toBe(true), 10_000);
    check();
  });
  await expect(work).rejects.toThrow("was lost");
});

test("somebody who is at work keeps the lease whatever the database's clock says, and who is gone loses it", async () => {
  const { store } = storeForTest();
  let watch = 0;
  const elapsed = () => watch;
  const dead = await store.leases.claim("work", "dead", 365 * 24 * 3_600_000);
  expect(dead).toBe(true);
  const leases = createLeases({ store, log, lastsMs: 30_000, elapsed });
  const tried = () => leases.withLease("work", async () => "done");
  expect(await tried()).toEqual({ ok: false, error: "held" });
  watch += 20_000;
  // Renewed meanwhile: the one who has it is alive, and the clock alone is wrong.
  await store.leases.renew("work", "dead", 364 * 24 * 3_600_000);
  expect(await tried()).toEqual({ ok: false, error: "held" });
  watch += 29_000;
  expect(await tried()).toEqual({ ok: false, error: "held" });
  watch += 1_000;
  expect(await tried()).toEqual({ ok: true, value: "done" });
});

/** A holder as this process would be one, with another process's id. */
async function holderWith(pid: number): Promise<string> {
  const { store } = storeForTest();
  const holder = await createLeases({ store, log }).withLease("x", () => store.leases.holder("x"));
  if (!holder.ok || !holder.value) throw new Error("There is no holder.");
  return holder.value.replace(`/${process.pid}/`, `/${pid}/`);
}

test("what a process of this machine held when it was killed is free at once", async () => {
  const { store } = storeForTest();
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  expect(await store.leases.claim("keys", await holderWith(pid), 30_000)).toBe(true);
  expect(await createLeases({ store, log }).withLease("keys", async () => "done")).toEqual({
    ok: true,
    value: "done",
  });
});

test.each([
  ["a living process of this machine", async () => holderWith(process.ppid)],
  ["a process of another machine", async () => (await holderWith(2 ** 22 - 1)).replace(/^/, "other-")],
  ["a process of an earlier version", async () => "a-host/4194303/b7b0"],
])("what %s holds is waited for", async (_whose, holder) => {
  const { store } = storeForTest();
  await store.leases.claim("keys", await holder(), 30_000);
  expect(await createLeases({ store, log }).withLease("keys", async () => "done")).toEqual({
    ok: false,
    error: "held",
  });
});
