import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import { type EnvelopeFormat, envelopeFormats, type SealedPlace } from "@/lib/server/vault/envelopes";
import { type Keyring, makeDataKey, unwrapDataKey, wrapDataKey } from "@/lib/server/vault/keyring";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import { open, seal } from "@/lib/server/vault/sealing";
import { createVault } from "@/lib/server/vault/vault";

const INSTALLATION = "installation-1";
const place: SealedPlace = { table: "credentials", record: "one", field: "sealedSecret" };
const keyOf = (envelope: string) => envelope.split(".")[1];

/** As somebody might have sealed before records had keys of their own. */
const older: EnvelopeFormat = {
  version: "c0",
  seal: (installation, key, { record }, plaintext) => seal(key.bytes, plaintext, `${installation} ${record}`),
  open: (installation, key, { record }, sealed) => open(key.bytes, sealed, `${installation} ${record}`),
};

test("a value in an older envelope still opens, and is sealed anew in the newest", async () => {
  const key = makeDataKey();
  const before = createVault(INSTALLATION, [key], { formats: [older] });
  const old = before.seal(place, createSecret("from before"));
  const vault = createVault(INSTALLATION, [key], { formats: [older, ...envelopeFormats] });
  expect(old.startsWith(vault.newestPrefix())).toBe(false);
  expect((await vault.open(place, old)).reveal()).toBe("from before");
  const renewed = await vault.reseal(place, old);
  expect(renewed.startsWith(vault.newestPrefix())).toBe(true);
  expect((await createVault(INSTALLATION, [key]).open(place, renewed)).reveal()).toBe("from before");
  await expect(vault.open(place, old.replace("c0", "c1"))).rejects.toThrow();
  await expect(vault.open(place, renewed.replace("c1", "c0"))).rejects.toThrow();
});

test("through any number of rotations every secret stays what it was, and moves nowhere else", async () => {
  const secrets = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    { minKeys: 2, maxKeys: 6 },
  );
  await fc.assert(
    fc.asyncProperty(secrets, fc.integer({ min: 1, max: 4 }), async (given, rotations) => {
      let keyring: Keyring = [makeDataKey()];
      let vault = createVault(INSTALLATION, keyring);
      const placeOf = (record: string) => ({ ...place, record });
      let sealed = Object.entries(given).map(
        ([record, value]) => [record, vault.seal(placeOf(record), createSecret(value))] as const,
      );
      for (let rotation = 0; rotation < rotations; rotation += 1) {
        keyring = [...keyring, makeDataKey()];
        vault = createVault(INSTALLATION, keyring);
        sealed = await Promise.all(
          sealed.map(
            async ([record, envelope]) => [record, await vault.reseal(placeOf(record), envelope)] as const,
          ),
        );
      }
      const newest = createVault(INSTALLATION, [keyring.at(-1) ?? keyring[0]]);
      for (const [index, [record, envelope]] of sealed.entries()) {
        expect((await newest.open(placeOf(record), envelope)).reveal()).toBe(given[record]);
        const [other = ""] = sealed[(index + 1) % sealed.length] ?? [];
        await expect(newest.open(placeOf(other), envelope)).rejects.toThrow();
      }
    }),
    { numRuns: 40 },
  );
});

test("a value sealed by a key that another process has made is opened, after the keyring was read once", async () => {
  const [first, second] = [makeDataKey(), makeDataKey()];
  const elsewhere = createVault(INSTALLATION, [first, second]);
  const reload = vi.fn(async (): Promise<Keyring> => [first, second]);
  const vault = createVault(INSTALLATION, [first], { reload });
  const sealed = ["one", "two", "three"].map((record) => ({
    at: { ...place, record },
    envelope: elsewhere.seal({ ...place, record }, createSecret(record)),
  }));
  const opened = await Promise.all(sealed.map(({ at, envelope }) => vault.open(at, envelope)));
  expect(opened.map((secret) => secret.reveal())).toEqual(["one", "two", "three"]);
  expect(reload).toHaveBeenCalledTimes(1);
  expect(keyOf(vault.seal(place, createSecret("new")))).toBe(second.id);
});

test("a key that is in no keyring is refused, and one that cannot be read takes nothing away", async () => {
  const key = makeDataKey();
  const stranger = createVault(INSTALLATION, [makeDataKey()]).seal(place, createSecret("x"));
  const vault = createVault(INSTALLATION, [key], { reload: async () => [key] });
  await expect(vault.open(place, stranger)).rejects.toThrow(/not in the keyring/);
  const broken = createVault(INSTALLATION, [key], { reload: () => Promise.reject(new Error("no database")) });
  const sealed = broken.seal(place, createSecret("mine"));
  await expect(broken.open(place, stranger)).rejects.toThrow("no database");
  expect((await broken.open(place, sealed)).reveal()).toBe("mine");
});

test("a wrapped data key does not open with its tag cut, or any part of it changed", () => {
  const root = rootKeyOf(randomBytes(32).toString("base64"));
  const wrapped = wrapDataKey(root, INSTALLATION, makeDataKey());
  const [nonce = "", ciphertext = "", tag = ""] = wrapped.wrapped.split(".");
  for (const length of [0, 4, 8, 12, 15]) {
    const cut = Buffer.from(tag, "base64url").subarray(0, length).toString("base64url");
    const with12 = { ...wrapped, wrapped: [nonce, ciphertext, cut].join(".") };
    expect(() => unwrapDataKey([root], INSTALLATION, with12)).toThrow(/damaged/);
  }
  fc.assert(
    fc.property(fc.nat(wrapped.wrapped.length - 1), fc.constantFrom("A", "b", "7", "_"), (at, character) => {
      if (wrapped.wrapped[at] === character) return;
      const changed = wrapped.wrapped.slice(0, at) + character + wrapped.wrapped.slice(at + 1);
      expect(() => unwrapDataKey([root], INSTALLATION, { ...wrapped, wrapped: changed })).toThrow(/damaged/);
    }),
  );
});
