"use client";

import { useEffect, useSyncExternalStore } from "react";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/use-wanted";
import { hearTabs } from "@/lib/client/session-news";
import {
  answerSession,
  answerStepUp,
  currentWaits,
  lookAgain,
  noWaits,
  onWaits,
} from "@/lib/client/sign-in-again";
import { followSignOut } from "@/lib/client/sign-out";
import { useConcealed } from "./use-concealed";

// Few are ever asked, and all pages would carry the forms.
const wayIn = late(() => import("./way-in-again"));
const sessionEnded = late(() => import("./session-ended"));

/**
 * Asks whoever is at the keyboard when calls wait for that: to sign in again, or to prove who they are. The page stays as
 * it is under it, and calls go on or not by the answer.
 */
export function SignInAgain() {
  const { session, stepUp } = useSyncExternalStore(onWaits, currentWaits, noWaits);
  useNews();
  useConcealed(session !== undefined && session.hold !== "second-factor");
  const confirming = useWanted(wayIn, stepUp, () => answerStepUp(false));
  const returning = useWanted(sessionEnded, session !== undefined, () => answerSession(false));
  return (
    <>
      {stepUp && confirming ? <confirming.WayInAgain onFinish={answerStepUp} /> : null}
      {session && returning ? <returning.SessionEnded key={session.hold} {...session} /> : null}
    </>
  );
}

/** What happens to the session elsewhere: in other tabs, or while this page was away in the browser's history. */
function useNews(): void {
  useEffect(() => {
    const returned = (event: PageTransitionEvent) => {
      if (event.persisted) void lookAgain();
    };
    window.addEventListener("pageshow", returned);
    const unhear = hearTabs((news) => (news === "signed-in" ? void lookAgain() : followSignOut()));
    return () => {
      window.removeEventListener("pageshow", returned);
      unhear();
    };
  }, []);
}
