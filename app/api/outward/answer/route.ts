import { answerOutward } from "@/lib/contracts/outward";
import { route } from "@/lib/server/http/route";

export const POST = route(answerOutward, ({ services, actor, body }) =>
  services.outward.answer(actor, body.answer),
);
