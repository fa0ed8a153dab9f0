import { queryOptions } from "@tanstack/react-query";
import type { search } from "@/lib/contracts/search";
import { call } from "../api";

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => call<typeof search>("GET /api/search", { query: { q }, signal }),
    enabled: q !== "",
  });
