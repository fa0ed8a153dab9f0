import { getTokenInventory } from "@/lib/contracts/token-inventory";
import { route } from "@/lib/server/http/route";

export const GET = route(getTokenInventory, ({ services, actor }) => services.tokenInventory.get(actor));
