import { changeView, removeView } from "@/lib/contracts/views";
import { route } from "@/lib/server/http/route";

export const PUT = route(changeView, ({ services, actor, params, body }) =>
  services.views.change(actor, params.viewId, body),
);

export const DELETE = route(removeView, async ({ services, actor, params }) => {
  await services.views.remove(actor, params.viewId);
  return undefined;
});
