import { getAccount } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const GET = route(getAccount, ({ services, actor }) => services.account.get(actor));
