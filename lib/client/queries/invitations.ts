import { queryOptions } from "@tanstack/react-query";
import type { listInvitations } from "@/lib/contracts/invitations";
import { call } from "../api";

export const invitationKeys = { all: ["invitations"] as const };

export const invitationsQuery = () =>
  queryOptions({
    queryKey: invitationKeys.all,
    queryFn: ({ signal }) => call<typeof listInvitations>("GET /api/invitations", { signal }),
  });
