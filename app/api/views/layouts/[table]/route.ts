import { putTableLayout } from "@/lib/contracts/views";
import { route } from "@/lib/server/http/route";

export const PUT = route(putTableLayout, ({ services, actor, params, body }) =>
  services.views.putLayout(actor, params.table, body),
);
