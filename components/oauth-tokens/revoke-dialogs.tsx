"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { useAtRest } from "@/components/ui/use-at-rest";

const RevokeOAuthTokenDialog = lazy(() =>
  import("./revoke-oauth-token-dialog").then((loaded) => ({ default: loaded.RevokeOAuthTokenDialog })),
);
const RevokeManyDialog = lazy(() =>
  import("@/components/revocations/revoke-many-dialog").then((loaded) => ({
    default: loaded.RevokeManyDialog,
  })),
);

/** What asks before tokens are revoked. Its code comes once the page stands still, or when it is asked for before. */
export function RevokeDialogs({
  one,
  many,
}: {
  one: ComponentProps<typeof RevokeOAuthTokenDialog>;
  many: ComponentProps<typeof RevokeManyDialog>;
}) {
  const atRest = useAtRest();
  // Each by itself: one that still waits for its code would take the other from the page, with the focus in it.
  return (
    <>
      <Suspense fallback={null}>{atRest || one.token ? <RevokeOAuthTokenDialog {...one} /> : null}</Suspense>
      <Suspense fallback={null}>{atRest || many.asked ? <RevokeManyDialog {...many} /> : null}</Suspense>
    </>
  );
}
