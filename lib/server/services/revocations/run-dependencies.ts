import "server-only";
import type { Actor } from "../../actor";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock, Monotonic } from "../../clock";
import type { Lease, Leases } from "../../jobs/leases";
import type { Log } from "../../log";
import type { RevocationTenantRow } from "../../store/revocations/revocations";
import type { Store } from "../../store/store";
import type { Authority } from "../authority";
import type { Connections } from "../connections/connections";
import type { Outward } from "../outward";

/** What carrying out revocations needs. */
export interface RunDependencies {
  readonly store: Store;
  readonly connections: Connections;
  readonly audit: AuditLog;
  readonly leases: Leases;
  readonly authority: Authority;
  readonly outward: Pick<Outward, "mayWork">;
  readonly clock: Clock;
  readonly elapsed: Monotonic;
  readonly log: Log;
}

/** The part of a revocation in one tenant, while somebody works on it. */
export interface TenantRun {
  readonly revocationId: string;
  /** In the words of whoever started it. */
  readonly reason: string | null;
  /** The audit intent of its start, of which each token's is a part; null where an older program has started it. */
  readonly actId: string | null;
  /** Who acted in it when it was last looked at. */
  readonly actor: Actor;
  readonly tenant: RevocationTenantRow;
  readonly lease: Lease;
  /** Aborted when the console stops. */
  readonly signal: AbortSignal;
}
