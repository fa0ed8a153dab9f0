import type { endOwnSession } from "@/lib/contracts/account";
import { ApiError, call } from "./api";
import { paths } from "./paths";

/** Ends the session, and leads to the sign-in page. Throws when the session may go on: that must be said. */
export async function signOut(): Promise<void> {
  try {
    await call<typeof endOwnSession>("DELETE /api/session");
  } catch (failure) {
    // It has ended already.
    if (!(failure instanceof ApiError && failure.problem.code === "unauthenticated")) throw failure;
  }
  // A whole load: whatever is in memory goes.
  window.location.assign(paths.signIn);
}
