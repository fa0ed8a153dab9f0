import { createConnectionDraft, listConnectionDrafts } from "@/lib/contracts/connection-drafts";
import { route } from "@/lib/server/http/route";

export const GET = route(listConnectionDrafts, ({ services, actor }) =>
  services.connectionDrafts.list(actor),
);

export const POST = route(createConnectionDraft, ({ services, actor, body }) =>
  services.connectionDrafts.create(actor, body),
);
