import "server-only";
import type { AuditChainStore } from "../store/audit/chain";
import type { MacKeys } from "../vault/mac-keys";
import { sameMac } from "../vault/signatures";
import type { ChainPoint } from "../vault/witness-file";
import { isSigned, macOf } from "./chain";

const PAGE = 5000;

/**
 * Whether an end that was known leads to a later one, each entry between held against the one before it. That the known
 * mac stands in its row shows nothing: somebody may have put it there, over an end that was cut off and written again.
 */
export async function leadsTo(
  chain: AuditChainStore,
  keys: Pick<MacKeys, "find">,
  known: ChainPoint,
  later: ChainPoint,
): Promise<boolean> {
  const checkpoint = await chain.checkpoint();
  const isArchived = checkpoint && checkpoint.sequence > known.sequence && isSigned(keys, checkpoint);
  let { sequence, mac }: ChainPoint = isArchived ? checkpoint : known;
  while (sequence < later.sequence) {
    const rows = await chain.rows(sequence, later.sequence, PAGE);
    if (rows.length === 0) return false;
    for (const row of rows) {
      const key = row.keyId === null ? undefined : keys.find(row.keyId);
      if (!key || row.sequence !== sequence + 1) return false;
      const next = macOf(key, mac, row);
      if (!sameMac(next, row.mac)) return false;
      ({ sequence } = row);
      mac = next;
    }
  }
  return sequence > later.sequence || sameMac(mac, later.mac);
}
