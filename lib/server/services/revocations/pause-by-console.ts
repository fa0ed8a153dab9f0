import "server-only";
import { theConsole } from "../../actor";
import type { AuditLog } from "../../audit/audit-log";
import type { Entities } from "../../store/store";

/**
 * Pauses a running revocation because it must not go on by itself, with the reason for everybody who looks, and with an
 * entry in the log; inside a transaction. Somebody has to resume it, in their own name.
 */
export async function pauseByConsole(
  { audit, entities }: { readonly audit: AuditLog; readonly entities: Entities },
  id: string,
  because: string,
): Promise<void> {
  const stored = await entities.revocations.find(id);
  if (!stored || !(await entities.revocations.pauseBecause(id, because))) return;
  const object = { type: "revocation", id, name: stored.selection } as const;
  const [intent] = await audit.intendAll(theConsole(), [{ action: "revocation.pause", object }], entities);
  await intent?.end({ outcome: "succeeded", detail: because }, entities);
}
