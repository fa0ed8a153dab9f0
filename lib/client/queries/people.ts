import { queryOptions } from "@tanstack/react-query";
import type { listPeople } from "@/lib/contracts/people";
import { call } from "../api";

export const peopleKeys = { all: ["people"] as const };

export const peopleQuery = () =>
  queryOptions({
    queryKey: peopleKeys.all,
    queryFn: ({ signal }) => call<typeof listPeople>("GET /api/people", { signal }),
  });
