import { createRevocation, listRevocations } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const GET = route(listRevocations, ({ services, actor, query }) =>
  services.revocations.list(actor, query),
);

export const POST = route(createRevocation, ({ services, actor, body, onEvent, signal }) =>
  services.revocations.create(actor, body, { onReading: onEvent, signal }),
);
