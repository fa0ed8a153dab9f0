import "server-only";
import type { SearchResult } from "@/lib/contracts/search";
import { type Actor, requireRole } from "../actor";
import type { Store } from "../store/store";

export interface SearchService {
  find(actor: Actor, text: string): Promise<SearchResult>;
}

const MOST = 8;

export function createSearchService({ store }: { store: Store }): SearchService {
  return {
    async find(actor, text) {
      requireRole(actor, "viewer");
      const [tenants, users] = await Promise.all([
        store.tenantSearch.find(text, MOST),
        store.userSearch.find(text, MOST),
      ]);
      return { tenants, users };
    },
  };
}
