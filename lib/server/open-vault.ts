import "server-only";
import { randomUUID } from "node:crypto";
import { firstStatement } from "./audit/statement";
import type { Store } from "./store/store";
import { forgetPreviousKey } from "./vault/generated-key";
import {
  type DataKey,
  type KeyPurpose,
  type Keyring,
  makeDataKey,
  unwrapDataKey,
  type WrappedDataKey,
  wrapDataKey,
} from "./vault/keyring";
import { createMacKeys, type MacKeys } from "./vault/mac-keys";
import { findRootKeys, type RootKeySource, type RootKeys } from "./vault/root-key";
import { createVault, type Vault } from "./vault/vault";

export interface OpenVault {
  readonly vault: Vault;
  /** With which the entries of the audit log are chained. */
  readonly auditKeys: MacKeys;
  readonly keyCustody: KeyCustody;
}

export interface OpenVaultOptions {
  /** False for a copy: the database in use may still need the key before a change. */
  readonly forgetsFormerKey?: boolean;
  /** Called before a former key is forgotten, for what else was signed with it. */
  readonly beforeForgetting?: ((roots: RootKeys) => void) | undefined;
  /** Where the database is, for a new installation to say; only a database that holds one is opened without it. */
  readonly place?: string;
}

/** What changing keys needs, and nothing else does. */
export interface KeyCustody {
  readonly installationId: string;
  /** As they are now: another process may have changed the root key since this one began. */
  rootKeys(): RootKeys;
  /** Every data key, unwrapped. Throws a start refusal when none of the root keys is the right one. */
  dataKeys(): Promise<readonly DataKey[]>;
  /** Wraps anew what is not wrapped with the current root key, and forgets a generated one that was before it. */
  rewrap(): Promise<void>;
}

/** Unwraps the data keys, makes those that are not there yet, and wraps anew what a former root key had wrapped. */
export async function openVault(
  store: Store,
  source: RootKeySource,
  { forgetsFormerKey = true, beforeForgetting, place }: OpenVaultOptions = {},
): Promise<OpenVault> {
  const installationId = (await store.installation.id()) ?? (await install(store, source, place));
  const forget = forgetsFormerKey ? { beforeForgetting } : undefined;
  const keyCustody = createKeyCustody(store, source, installationId, forget);
  await keyCustody.rewrap();
  const secrets = async () => ofPurpose(await keyCustody.dataKeys(), "secrets");
  return {
    vault: createVault(installationId, await secrets(), { reload: secrets }),
    auditKeys: createMacKeys(installationId, await auditKeys(store, keyCustody)),
    keyCustody,
  };
}

function createKeyCustody(
  store: Store,
  source: RootKeySource,
  installationId: string,
  forget?: Pick<OpenVaultOptions, "beforeForgetting">,
): KeyCustody {
  const rootKeys = () => findRootKeys(source, true);
  const unwrap = (wrapped: readonly WrappedDataKey[], { current, former }: RootKeys) =>
    wrapped.map((key) => unwrapDataKey([current, ...former], installationId, key));
  return {
    installationId,
    rootKeys,
    dataKeys: async () => unwrap(await store.installation.dataKeys(), rootKeys()),
    async rewrap() {
      const roots = rootKeys();
      const wrapped = await store.installation.dataKeys();
      const stale = wrapped.filter((key) => key.rootKeyId !== roots.current.id);
      for (const key of unwrap(stale, roots))
        await store.installation.rewrap(wrapDataKey(roots.current, installationId, key));
      if (!forget) return;
      forget.beforeForgetting?.(roots);
      // Only now: until here the data keys needed it.
      if (roots.source === "generated") forgetPreviousKey(source.dataDir);
    },
  };
}

const FIRST_AUDIT_KEY = "audit-1";

/**
 * Named after the first entry that it chains: two instances that start at once make one key, and where the key of earlier
 * entries is gone, another one does not take its name, under which they would look changed.
 */
async function auditKeys(store: Store, custody: KeyCustody): Promise<Keyring> {
  const keys = await custody.dataKeys();
  if (!keys.some((key) => key.purpose === "audit")) {
    const last = (await store.auditChain.head())?.sequence ?? (await store.auditChain.lastSequence());
    const made = makeDataKey("audit", `audit-${last + 1}`);
    await store.installation.addKeyOnce(
      wrapDataKey(custody.rootKeys().current, custody.installationId, made),
    );
  }
  return ofPurpose(await custody.dataKeys(), "audit");
}

/** The keys that the log was chained with, without making one, for a look that changes nothing. */
export async function findAuditKeys(
  store: Store,
  source: RootKeySource,
  installationId: string,
): Promise<Pick<MacKeys, "find">> {
  const keys = await createKeyCustody(store, source, installationId).dataKeys();
  const [first, ...rest] = keys.filter(({ purpose }) => purpose === "audit");
  return first ? createMacKeys(installationId, [first, ...rest]) : { find: () => undefined };
}

function ofPurpose(keys: readonly DataKey[], purpose: KeyPurpose): Keyring {
  const [first, ...rest] = keys.filter((key) => key.purpose === purpose);
  if (!first) throw new Error(`The installation has no data key for ${purpose}.`);
  return [first, ...rest];
}

/** Of several instances that start at once on an empty database one installs, and the others find its installation. */
function install(store: Store, source: RootKeySource, place?: string): Promise<string> {
  const { current } = findRootKeys(source, true);
  return store.transaction(async ({ installation }) => {
    const present = await installation.id();
    if (present !== undefined) return present;
    const id = randomUUID();
    const audit = makeDataKey("audit", FIRST_AUDIT_KEY);
    const keys = [makeDataKey(), audit].map((key) => wrapDataKey(current, id, key));
    await installation.create(id, keys, firstStatement(createMacKeys(id, [audit]), id, place ?? null));
    return id;
  });
}
