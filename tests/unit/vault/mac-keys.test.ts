import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { makeDataKey, unwrapDataKey, wrapDataKey } from "@/lib/server/vault/keyring";
import { createMacKeys } from "@/lib/server/vault/mac-keys";
import { rootKeyOf } from "@/lib/server/vault/root-key";

const root = rootKeyOf(randomBytes(32).toString("base64"));

test("the audit log is chained with the newest of its keys, and older ones are still found", () => {
  const [older, newer] = [makeDataKey("audit"), makeDataKey("audit")];
  const keys = createMacKeys("installation-1", [older, newer]);
  expect(keys.current.id).toBe(newer.id);
  expect(keys.find(older.id)?.bytes).toHaveLength(32);
  expect(keys.find("another")).toBeUndefined();
});

test("keys for the audit log are the same each time, and others in another installation", () => {
  const key = makeDataKey("audit");
  const bytesOf = (installation: string) => createMacKeys(installation, [key]).current.bytes;
  expect(bytesOf("installation-1")).toEqual(bytesOf("installation-1"));
  expect(bytesOf("installation-1")).not.toEqual(bytesOf("installation-2"));
  expect(bytesOf("installation-1")).not.toEqual(key.bytes);
});

test("a key wrapped for one purpose is not taken for one of the other", () => {
  const wrapped = wrapDataKey(root, "installation-1", makeDataKey("audit"));
  expect(() => unwrapDataKey([root], "installation-1", { ...wrapped, purpose: "secrets" })).toThrow(
    /damaged/,
  );
});
