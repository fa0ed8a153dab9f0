import "server-only";
import type { Credential } from "@/lib/contracts/credentials";
import type { TenantDetail } from "@/lib/contracts/tenants";
import { type Clock, isAhead } from "../../clock";
import type { TakeNote } from "../../notes";
import { meaningOf } from "../../qlik/errors";
import type { Watch } from "../../qlik/watched-requests";
import type { Store } from "../../store/store";
import type { StoredOrganization } from "../../store/tenants/organizations";

/** Where it is kept how a connection is. */
export interface HealthStore {
  readonly tenants: Pick<Store["tenants"], "setConnection">;
  readonly credentials: Pick<Store["credentials"], "keepHealth" | "keepUse">;
}

/** A connection as it was when its calls began. */
interface KnownConnection {
  readonly isFailing: boolean;
  readonly credential: Pick<Credential, "id" | "lastUsedAt" | "lastCheck"> | null;
}

type Keep = (connection: "connected" | "failing", problem: string | null) => Promise<void>;
type OnEnd = NonNullable<Watch["onEnd"]>;

const USE_KEPT_EVERY_MS = 60_000;

/**
 * Keeps what each call tells about the connection on which it is made: a credential that Qlik refuses shows in every
 * list from then on, also when nobody waits for the call. The same news is kept once.
 */
export function createConnectionHealth({
  store,
  clock,
  takeNote,
}: {
  readonly store: HealthStore;
  readonly clock: Clock;
  readonly takeNote: TakeNote;
}) {
  const telling = (whose: string, known: KnownConnection, write: Keep): OnEnd => {
    const { credential } = known;
    let { isFailing } = known;
    let problem: string | undefined;
    let usedAt = credential?.lastUsedAt ? Date.parse(credential.lastUsedAt) : 0;

    const keep: Keep = (connection, why) =>
      takeNote(`${connection} connection of ${whose}`, () => write(connection, why));
    const keepUse = async () => {
      if (credential)
        await takeNote(`use of credential ${credential.id}`, () =>
          store.credentials.keepUse(credential.id, clock()),
        );
    };

    return async (answer) => {
      if (answer.ok) {
        problem = undefined;
        const now = clock().getTime();
        // A list of many pages is one use.
        if (now - usedAt > USE_KEPT_EVERY_MS || isAhead(usedAt, now)) {
          usedAt = now;
          await keepUse();
        }
        if (!isFailing) return;
        isFailing = false;
        // What failed its check stays failing until it is checked again: another permission may be missing than a call's.
        if (credential?.lastCheck?.outcome === "passed") await keep("connected", null);
      } else if (meaningOf(answer.error).breaksConnection && answer.error.message !== problem) {
        problem = answer.error.message;
        isFailing = true;
        await keep("failing", problem);
      }
    };
  };

  return {
    ofTenant: ({ id, connection, credential }: TenantDetail): OnEnd =>
      telling(`tenant ${id}`, { isFailing: connection === "failing", credential }, (now, problem) =>
        store.tenants.setConnection(id, now, problem),
      ),
    ofOrganization: ({ id, connection, credential }: StoredOrganization): OnEnd =>
      telling(`organization ${id}`, { isFailing: connection === "failing", credential }, (now) =>
        store.credentials.keepHealth(id, now === "connected" ? "works" : "failing"),
      ),
  };
}
