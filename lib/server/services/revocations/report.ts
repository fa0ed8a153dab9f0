import "server-only";
import { coverageWords } from "@/lib/contracts/coverage-words";
import type { ExportFormat } from "@/lib/contracts/media-types";
import type { StoredRevocationItem } from "../../store/revocations/items";
import type { StoredRevocation } from "../../store/revocations/revocations";
import type { Store } from "../../store/store";
import { type TableColumn, tableFile } from "../exports/table-files";

const PAGE = 1000;

/** Each token of a revocation and what became of it, as a file. */
export async function reportOf(store: Store, revocation: StoredRevocation, format: ExportFormat, at: Date) {
  const tenants = await store.revocations.tenants(revocation.id);
  const names = new Map(tenants.map(({ tenantId, tenantName }) => [tenantId, tenantName]));
  const { coverage } = revocation;
  const columns: readonly TableColumn<StoredRevocationItem>[] = [
    { id: "tokenId", header: "Token ID", value: (item) => item.tokenId },
    { id: "state", header: "Status", value: (item) => item.state },
    { id: "tenantName", header: "Tenant", value: (item) => names.get(item.tenantId) ?? item.tenantId },
    { id: "tenantId", header: "Tenant ID", value: (item) => item.tenantId },
    { id: "userName", header: "User", value: (item) => item.userName },
    { id: "userEmail", header: "User email", value: (item) => item.userEmail },
    { id: "userId", header: "User ID", value: (item) => item.userId },
    { id: "clientId", header: "Client ID", value: (item) => item.clientId },
    { id: "description", header: "Description", value: (item) => item.description },
    { id: "lastUsed", header: "Last used", value: (item) => item.lastUsed },
    { id: "endedAt", header: "When (UTC)", value: (item) => item.endedAt?.toISOString() ?? null },
    { id: "message", header: "What happened", value: (item) => item.message },
    // The same in each row, so that it stays with the rows wherever they go.
    ...(coverage === null
      ? []
      : [{ id: "coverage", header: "Looked in", value: () => coverageWords(coverage) }]),
  ];
  return tableFile({ name: "revocation", format, columns, pages: pagesOf(store, revocation.id), at });
}

async function* pagesOf(store: Store, id: string) {
  let after = -1;
  for (;;) {
    const items = await store.revocationItems.page(id, { after, limit: PAGE });
    if (items.length === 0) return;
    yield items;
    after = items.at(-1)?.position ?? after;
  }
}
