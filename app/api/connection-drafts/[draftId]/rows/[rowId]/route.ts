import { changeConnectionDraftRow } from "@/lib/contracts/connection-drafts";
import { route } from "@/lib/server/http/route";

export const PATCH = route(changeConnectionDraftRow, ({ services, actor, params, body }) =>
  services.connectionDrafts.changeRow(actor, params.draftId, params.rowId, body),
);
