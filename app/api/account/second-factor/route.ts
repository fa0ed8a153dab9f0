import { offerSecondFactor } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const POST = route(offerSecondFactor, ({ services, actor }) => services.ownSecondFactor.offer(actor));
