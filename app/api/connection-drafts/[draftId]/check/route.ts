import { checkConnectionDraft } from "@/lib/contracts/connection-drafts";
import { route } from "@/lib/server/http/route";

export const POST = route(checkConnectionDraft, ({ services, actor, params, body }) =>
  services.connectionDrafts.check(actor, params.draftId, body.rowIds),
);
