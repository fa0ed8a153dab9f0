import "server-only";
import type { Actor } from "../../actor";
import type { StoredRevocation } from "../../store/revocations/revocations";

/**
 * Whoever has started a revocation, or has taken it over: the audit log names them, whichever instance does the work,
 * and when.
 */
export const actingIn = ({ person, takenOver, sessionId, address, requestId }: StoredRevocation): Actor => ({
  person: takenOver?.person ?? person,
  sessionId,
  requestId,
  address,
  authenticatedAt: null,
  method: null,
  mustEnrol: false,
});
