import "server-only";
import type { AuditLog } from "../audit/audit-log";
import type { InstallationWitness } from "../audit/witness";
import type { Clock, Monotonic } from "../clock";
import type { Leases } from "../jobs/leases";
import type { Log } from "../log";
import type { TakeNote } from "../notes";
import type { QlikClient } from "../qlik/client";
import type { Store } from "../store/store";
import type { MacKeys } from "../vault/mac-keys";
import type { RootKeys } from "../vault/root-key";
import type { Vault } from "../vault/vault";
import type { Authority } from "./authority";
import type { BackupDependencies } from "./backups";
import type { Outward } from "./outward";
import type { SingleSignOnSettings } from "./sign-in/single-sign-on";

/** What everything else is built on. Each service names what of it it takes; nothing here knows a resource. */
export interface Foundation {
  readonly store: Store;
  readonly vault: Vault;
  readonly qlik: QlikClient;
  readonly audit: AuditLog;
  readonly auditKeys: MacKeys;
  /** What is known of the installation outside of its database. */
  readonly witness: InstallationWitness;
  readonly leases: Leases;
  readonly authority: Authority;
  /** Held at start where the database may be one of two. */
  readonly outward: Outward;
  readonly installationId: string;
  readonly rootKeys: () => RootKeys;
  /** Puts a new root key in the place of the generated one. */
  readonly replaceRootKey: () => void;
  /** Wraps the data keys with the root key that is there now. */
  readonly rewrap: () => Promise<void>;
  readonly writeBackup: BackupDependencies["write"];
  /** Signs session cookies. */
  readonly sessionSecret: string;
  /** Undefined: no OpenID provider is configured. */
  readonly oidc: SingleSignOnSettings | undefined;
  /** Where Qlik may be besides its own domains. */
  readonly extraHosts: readonly string[];
  readonly clock: Clock;
  readonly elapsed: Monotonic;
  readonly log: Log;
  readonly takeNote: TakeNote;
}
