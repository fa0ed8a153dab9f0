import { createHmac, randomBytes } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import type { SealedPlace } from "@/lib/server/vault/envelopes";
import { makeDataKey, unwrapDataKey, wrapDataKey } from "@/lib/server/vault/keyring";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import { open, seal } from "@/lib/server/vault/sealing";
import { createVault } from "@/lib/server/vault/vault";

const INSTALLATION = "installation-1";
const place: SealedPlace = { table: "credentials", record: "one", field: "sealedSecret" };
const vaultOf = (installation = INSTALLATION, keys = [makeDataKey()]) => {
  const [first = makeDataKey(), ...rest] = keys;
  return createVault(installation, [first, ...rest]);
};
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });

describe("a sealed value", () => {
  test("opens to what was sealed, whatever it was and wherever it stands", async () => {
    const vault = vaultOf();
    await fc.assert(
      fc.asyncProperty(text, text, async (value, record) => {
        const there = { ...place, record };
        expect((await vault.open(there, vault.seal(there, createSecret(value)))).reveal()).toBe(value);
      }),
    );
  });

  test("holds nothing of the secret, in no encoding", () => {
    const vault = vaultOf();
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 60 }), (value) => {
        const bytes = Buffer.from(value);
        const parts = vault
          .seal(place, createSecret(value))
          .split(".")
          .map((part) => Buffer.from(part, "base64url"));
        expect(parts.some((part) => part.includes(bytes))).toBe(false);
      }),
    );
  });

  test("is another one each time, so that nobody can tell two equal secrets", () => {
    const vault = vaultOf();
    const sealed = Array.from({ length: 2000 }, () => vault.seal(place, createSecret("the same")));
    expect(new Set(sealed).size).toBe(2000);
    expect(new Set(sealed.map((envelope) => envelope.split(".")[2])).size).toBe(2000);
  });

  test("does not open after any one character was changed, taken away or added", async () => {
    const vault = vaultOf();
    const envelope = vault.seal(place, createSecret("a secret of some length"));
    const alphabet = "AZaz09-_.=+/ \n";
    for (let at = 0; at < envelope.length; at += 1) {
      for (const character of alphabet) {
        if (character === envelope[at]) continue;
        const changed = envelope.slice(0, at) + character + envelope.slice(at + 1);
        await expect(vault.open(place, changed), changed).rejects.toThrow();
      }
      const without = envelope.slice(0, at) + envelope.slice(at + 1);
      await expect(vault.open(place, without), without).rejects.toThrow();
      for (const extra of ["A", "=", ".", " "]) {
        const longer = envelope.slice(0, at) + extra + envelope.slice(at);
        await expect(vault.open(place, longer), longer).rejects.toThrow();
      }
    }
    for (const tail of ["A", "=", ".", "\n"])
      await expect(vault.open(place, envelope + tail)).rejects.toThrow();
  });

  test.each([0, 4, 8, 12, 15, 17])("does not open with a tag of %i bytes instead of 16", async (length) => {
    const vault = vaultOf();
    const [version, key, nonce, ciphertext, tag = ""] = vault.seal(place, createSecret("secret")).split(".");
    const bytes = Buffer.concat([Buffer.from(tag, "base64url"), Buffer.alloc(1)]).subarray(0, length);
    const cut = [version, key, nonce, ciphertext, bytes.toString("base64url")].join(".");
    await expect(vault.open(place, cut)).rejects.toThrow();
  });

  test.each([
    ["another record", { ...place, record: "two" }],
    ["another field", { ...place, field: "clientId" }],
    ["another table", { ...place, table: "people" }],
    ["names that only read alike when put together", { ...place, table: "credential", record: "sone" }],
  ])("does not open in %s", async (_where, elsewhere) => {
    const vault = vaultOf();
    const envelope = vault.seal(place, createSecret("secret"));
    await expect(vault.open(elsewhere, envelope)).rejects.toThrow();
  });

  test("does not open in another installation, not even with the same keys", async () => {
    const key = makeDataKey();
    const envelope = vaultOf(INSTALLATION, [key]).seal(place, createSecret("secret"));
    await expect(vaultOf("installation-2", [key]).open(place, envelope)).rejects.toThrow();
  });

  test("does not open with another key under the same name", async () => {
    const key = makeDataKey();
    const envelope = vaultOf(INSTALLATION, [key]).seal(place, createSecret("secret"));
    const impostor = vaultOf(INSTALLATION, [{ ...makeDataKey(), id: key.id }]);
    await expect(impostor.open(place, envelope)).rejects.toThrow();
  });

  test("of an older data key still opens, while new ones are sealed by the newest", async () => {
    const [older, newer] = [makeDataKey(), makeDataKey()];
    const old = vaultOf(INSTALLATION, [older]).seal(place, createSecret("from before"));
    const vault = vaultOf(INSTALLATION, [older, newer]);
    expect((await vault.open(place, old)).reveal()).toBe("from before");
    expect(vault.seal(place, createSecret("new")).split(".")[1]).toBe(newer.id);
  });

  test("of a version or a key that is not known is refused in words", async () => {
    const vault = vaultOf();
    const envelope = vault.seal(place, createSecret("secret"));
    await expect(vault.open(place, envelope.replace(/^c1/, "c2"))).rejects.toThrow(/version/);
    await expect(vaultOf().open(place, envelope)).rejects.toThrow(/data key/);
    await expect(vault.open(place, "")).rejects.toThrow();
  });

  test("never shows its secret in the error of an opening that failed", async () => {
    const vault = vaultOf();
    const envelope = vault.seal(place, createSecret("canary-in-the-vault"));
    try {
      await vault.open({ ...place, record: "two" }, envelope);
      expect.unreachable();
    } catch (error) {
      expect(inspect(error, { depth: 9 })).not.toContain("canary");
    }
  });
});

describe("sealing", () => {
  test.each([0, 16, 24, 31, 33, 64])("refuses a key of %i bytes", (length) => {
    const key = randomBytes(length);
    expect(() => seal(key, Buffer.from("x"), "")).toThrow();
    const sealed = seal(randomBytes(32), Buffer.from("x"), "");
    expect(() => open(key, sealed, "")).toThrow();
  });

  test("refuses a nonce of another length", () => {
    const key = randomBytes(32);
    const [nonce = "", ...rest] = seal(key, Buffer.from("x"), "a").split(".");
    const longer = Buffer.concat([Buffer.from(nonce, "base64url"), Buffer.alloc(4)]).toString("base64url");
    expect(() => open(key, [longer, ...rest].join("."), "a")).toThrow(/damaged/);
  });

  test("opens empty text, and only with the data that was bound in", () => {
    const key = randomBytes(32);
    const sealed = seal(key, Buffer.alloc(0), "bound");
    expect(open(key, sealed, "bound")).toEqual(Buffer.alloc(0));
    expect(() => open(key, sealed, "Bound")).toThrow();
  });
});

describe("a fingerprint", () => {
  const key = makeDataKey();
  const vault = vaultOf(INSTALLATION, [key]);

  test("is the same for the same secret and another for another", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [first, second] = [one, other].map((value) => vault.fingerprint(createSecret(value)));
        expect(first).toMatch(/^[0-9a-f]{8}$/);
        expect(first === second).toBe(one === other);
      }),
    );
  });

  test("cannot be worked out without the installation's key", () => {
    const fingerprint = vault.fingerprint(createSecret("secret"));
    expect(vaultOf().fingerprint(createSecret("secret"))).not.toBe(fingerprint);
    expect(vaultOf("installation-2", [key]).fingerprint(createSecret("secret"))).not.toBe(fingerprint);
    // A rotation changes the key that seals, and no fingerprint.
    expect(vaultOf(INSTALLATION, [key, makeDataKey()]).fingerprint(createSecret("secret"))).toBe(fingerprint);
    expect(createHmac("sha256", "").update("secret").digest("hex")).not.toContain(fingerprint);
  });
});

describe("a wrapped data key", () => {
  const root = rootKeyOf(randomBytes(32).toString("base64"));

  test("comes out of its wrapping as it went in", () => {
    const key = makeDataKey();
    expect(unwrapDataKey([root], INSTALLATION, wrapDataKey(root, INSTALLATION, key))).toEqual(key);
    expect(JSON.stringify(wrapDataKey(root, INSTALLATION, key))).not.toContain(
      key.bytes.toString("base64url"),
    );
  });

  test("is refused with the fingerprints when the root key is another one", () => {
    const other = rootKeyOf(randomBytes(32).toString("base64"));
    const wrapped = wrapDataKey(root, INSTALLATION, makeDataKey());
    expect(() => unwrapDataKey([other], INSTALLATION, wrapped)).toThrow(
      new RegExp(`${root.id}.*${other.id}`),
    );
  });

  test("is refused when it was moved to another installation, id or edited", () => {
    const wrapped = wrapDataKey(root, INSTALLATION, makeDataKey());
    expect(() => unwrapDataKey([root], "installation-2", wrapped)).toThrow(/damaged/);
    expect(() => unwrapDataKey([root], INSTALLATION, { ...wrapped, id: "another" })).toThrow(/damaged/);
    const edited = `${wrapped.wrapped.slice(0, -2)}AA`;
    expect(() => unwrapDataKey([root], INSTALLATION, { ...wrapped, wrapped: edited })).toThrow(/damaged/);
  });
});
