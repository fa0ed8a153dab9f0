import "server-only";
import type { QlikError } from "../../qlik/errors";
import type { Page } from "../../qlik/paging";
import type { Result } from "../../result";
import type { TenantConnection } from "../connections/connections";
import { isLargeDrop } from "../inventory/large-drops";

type Pages = AsyncIterable<Result<Page<{ readonly id: string }>, QlikError>>;

/** What of a list is gone, and what people are told about it. */
export interface Gone {
  readonly ids: readonly string[];
  readonly told: string | null;
}

/**
 * What was there before and was not listed now. When it is very much, the list is read again at once, and only what
 * neither reading holds is gone (decision 0064). Throws when that reading fails or may be short.
 */
export async function goneFrom(
  what: "tokens" | "users",
  { missing, before }: { readonly missing: readonly string[]; readonly before: number },
  { connection, readAgain }: { readonly connection: TenantConnection; readonly readAgain: () => Pages },
): Promise<Gone> {
  if (!isLargeDrop(missing.length, before)) return { ids: missing, told: null };
  const listed = new Set<string>();
  for await (const page of readAgain()) for (const { id } of connection.unwrap(page).data) listed.add(id);
  const ids = missing.filter((id) => !listed.has(id));
  const told = isLargeDrop(ids.length, before)
    ? `Qlik lists ${ids.length.toLocaleString("en")} ${what} fewer than before; a second reading did not hold them either.`
    : null;
  return { ids, told };
}
