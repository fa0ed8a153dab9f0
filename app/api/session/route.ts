import { endOwnSession, getSession } from "@/lib/contracts/account";
import { forgettingSession } from "@/lib/server/http/keep-session";
import { route } from "@/lib/server/http/route";

export const GET = route(getSession, ({ services, actor }) => services.ownSessions.current(actor));

export const DELETE = forgettingSession(
  route(endOwnSession, async ({ services, actor }) => {
    await services.ownSessions.signOut(actor);
    return {};
  }),
);
