import { endOwnSession, getSession } from "@/lib/contracts/account";
import { forgettingSession } from "@/lib/server/auth/keep-session";
import { signOut } from "@/lib/server/auth/sign-out";
import { route } from "@/lib/server/http/route";

export const GET = route(getSession, ({ services, actor }) => services.ownSessions.current(actor));

export const DELETE = forgettingSession(
  route(endOwnSession, async ({ actor }) => {
    await signOut(actor);
    return {};
  }),
);
