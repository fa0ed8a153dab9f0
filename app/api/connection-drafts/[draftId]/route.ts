import { getConnectionDraft, removeConnectionDraft } from "@/lib/contracts/connection-drafts";
import { route } from "@/lib/server/http/route";

export const GET = route(getConnectionDraft, ({ services, actor, params }) =>
  services.connectionDrafts.get(actor, params.draftId),
);

export const DELETE = route(removeConnectionDraft, async ({ services, actor, params }) => {
  await services.connectionDrafts.remove(actor, params.draftId);
  return undefined;
});
