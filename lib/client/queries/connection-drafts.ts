import { queryOptions } from "@tanstack/react-query";
import type { getConnectionDraft } from "@/lib/contracts/connection-drafts";
import { call } from "../api";

export const connectionDraftQuery = (draftId: string) =>
  queryOptions({
    queryKey: ["connection-drafts", draftId],
    queryFn: ({ signal }) =>
      call<typeof getConnectionDraft>("GET /api/connection-drafts/{draftId}", {
        params: { draftId },
        signal,
      }),
  });
