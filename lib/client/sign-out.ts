import type { endOwnSession } from "@/lib/contracts/account";
import { ApiError, call } from "./api";
import { pagePerson } from "./page-person";
import { paths } from "./paths";
import { tellTabs } from "./session-news";
import { isLeavingNow, setLeaving } from "./sign-in-again";

/**
 * Ends the session, and leads to the sign-in page, in every tab of this browser. Throws when the session may go on: that
 * must be said.
 */
export async function signOut(): Promise<void> {
  setLeaving(true);
  try {
    await call<typeof endOwnSession>("DELETE /api/session");
  } catch (failure) {
    // It has ended already.
    if (!(failure instanceof ApiError && failure.problem.code === "unauthenticated")) {
      setLeaving(false);
      throw failure;
    }
  }
  tellTabs("signed-out");
  // A whole load: whatever is in memory goes.
  window.location.assign(paths.signIn);
}

/** Leaves for the sign-in page, which leads back here. A whole load, too. */
export function leaveForSignIn(): void {
  setLeaving(true);
  const here = window.location.pathname + window.location.search;
  window.location.assign(`${paths.signIn}?callbackUrl=${encodeURIComponent(here)}`);
}

/** In another tab somebody has signed out: what is left of them here goes as well, typed or not. */
export function followSignOut(): void {
  // The tab in which they did that hears of it too, and is on its way.
  if (pagePerson() !== undefined && !isLeavingNow()) leaveForSignIn();
}
