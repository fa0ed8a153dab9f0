import { queryOptions } from "@tanstack/react-query";
import type { listOrganizations } from "@/lib/contracts/organizations";
import { call } from "../api";

export const organizationKeys = { all: ["organizations"] as const };

export const organizationsQuery = () =>
  queryOptions({
    queryKey: organizationKeys.all,
    queryFn: ({ signal }) => call<typeof listOrganizations>("GET /api/organizations", { signal }),
  });
