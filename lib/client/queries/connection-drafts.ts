import { queryOptions } from "@tanstack/react-query";
import { getConnectionDraft } from "@/lib/contracts/connection-drafts";
import { call } from "../api";

export const connectionDraftQuery = (draftId: string) =>
  queryOptions({
    queryKey: ["connection-drafts", draftId],
    queryFn: ({ signal }) => call(getConnectionDraft, { params: { draftId }, signal }),
  });
