import { queryOptions } from "@tanstack/react-query";
import { search } from "@/lib/contracts/search";
import { call } from "../api";

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => call(search, { query: { q }, signal }),
    enabled: q !== "",
  });
