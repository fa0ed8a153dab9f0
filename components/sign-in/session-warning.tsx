import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { noteActivity } from "@/lib/client/activity";
import { sessionQuery, WARNED_SECONDS } from "@/lib/client/queries/account";

/**
 * Warns a minute before the session ends. Whether it does is asked of the server, because what is done in one tab keeps
 * it going for all. When it has ended, the answer says so, and the page asks to sign in as after any other call.
 */
export function SessionWarning() {
  const { data, refetch, isFetching } = useQuery(sessionQuery());
  const [seen, setSeen] = useState(false);
  if (!data || data.endsInSeconds > WARNED_SECONDS) {
    if (seen) setSeen(false);
    return null;
  }
  const canStay = data.latestInSeconds > WARNED_SECONDS;
  function stay() {
    if (!canStay) return setSeen(true);
    noteActivity();
    void refetch();
  }
  return (
    <AlertDialog
      open={!seen}
      // Whoever closes it is there.
      onOpenChange={stay}
      title="You are about to be signed out"
      confirmLabel={canStay ? "Stay signed in" : "Understood"}
      cancelLabel={null}
      tone="primary"
      onConfirm={stay}
      pending={isFetching}
      pendingLabel="Staying signed in…"
    >
      {canStay ? (
        <p>Nothing was done here for a while. Your session ends in less than a minute.</p>
      ) : (
        <p>
          Your session has lasted as long as a session may, and ends in less than a minute. Finish what you
          are doing; you sign in again then.
        </p>
      )}
    </AlertDialog>
  );
}
