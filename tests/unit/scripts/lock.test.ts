import { spawnSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { withLock } from "@/scripts/lib/lock.js";
import { temporaryFolder } from "./support";

/** The id of a process that has just ended. */
const goneProcess = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

describe("the lock that keeps two builds apart", () => {
  it("never lets two in at once, and lets both in", async () => {
    const file = path.join(await temporaryFolder(), "locks/build");
    let inside = 0;
    let most = 0;
    let times = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await wait(20);
      inside -= 1;
      times += 1;
    };
    await Promise.all([withLock(file, {}, work), withLock(file, {}, work), withLock(file, {}, work)]);
    expect({ most, times }).toEqual({ most: 1, times: 3 });
  });

  it("tells somebody who waits which process is waited for", async () => {
    const file = path.join(await temporaryFolder(), "build");
    const gate = new EventEmitter();
    const first = withLock(file, {}, () => once(gate, "open"));
    await vi.waitFor(() => readFile(file));
    const onWait = vi.fn(() => void gate.emit("open"));
    await withLock(file, { onWait }, async () => {});
    await first;
    expect(onWait.mock.calls).toEqual([[process.pid]]);
  });

  it("takes the lock of a process that is gone", async () => {
    const file = path.join(await temporaryFolder(), "build");
    await writeFile(file, `${goneProcess()} left-behind`);
    expect(await withLock(file, {}, async () => "built")).toBe("built");
  });

  it("takes the lock of a process id that has not given a sign for long: it is another process by now", async () => {
    const file = path.join(await temporaryFolder(), "build");
    await writeFile(file, `${process.pid} from-before-a-restart`);
    await utimes(file, new Date(0), new Date(0));
    expect(await withLock(file, {}, async () => "built")).toBe("built");
  });

  it("is free again after a failure", async () => {
    const file = path.join(await temporaryFolder(), "build");
    await expect(withLock(file, {}, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await withLock(file, {}, async () => "built")).toBe("built");
  });
});
