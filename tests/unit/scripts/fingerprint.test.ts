import { mkdir, rename, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { fingerprintOfFiles, fingerprintOfTexts } from "@/scripts/lib/fingerprint.js";
import { temporaryFolder } from "./support";

describe("the fingerprint that decides whether to build again", () => {
  let folder: string;
  const take = () =>
    fingerprintOfFiles({ folder, include: ["app", "lib", "proxy.ts"], exclude: ["lib/sandbox"] });

  beforeEach(async () => {
    folder = await temporaryFolder();
    await mkdir(path.join(folder, "app/tenants"), { recursive: true });
    await mkdir(path.join(folder, "lib/sandbox"), { recursive: true });
    await writeFile(path.join(folder, "app/tenants/page.tsx"), "one");
    await writeFile(path.join(folder, "lib/sandbox/server.ts"), "one");
    await writeFile(path.join(folder, "proxy.ts"), "one");
  });

  it("stays when only a modification time changes, as after a checkout", async () => {
    const before = await take();
    await utimes(path.join(folder, "proxy.ts"), new Date(0), new Date(0));
    expect(await take()).toBe(before);
  });

  it("changes when a nested file changes", async () => {
    const before = await take();
    await writeFile(path.join(folder, "app/tenants/page.tsx"), "two");
    expect(await take()).not.toBe(before);
  });

  it("changes when a file is renamed", async () => {
    const before = await take();
    await rename(path.join(folder, "app/tenants/page.tsx"), path.join(folder, "app/tenants/layout.tsx"));
    expect(await take()).not.toBe(before);
  });

  it("changes when a file that was missing appears", async () => {
    const before = await take();
    await writeFile(path.join(folder, "lib/env.ts"), "");
    expect(await take()).not.toBe(before);
  });

  it("stays when something excluded changes", async () => {
    const before = await take();
    await writeFile(path.join(folder, "lib/sandbox/server.ts"), "two");
    expect(await take()).toBe(before);
  });
});

it("tells texts apart by where they are cut", () => {
  expect(fingerprintOfTexts(["ab", "c"])).not.toBe(fingerprintOfTexts(["a", "bc"]));
});
