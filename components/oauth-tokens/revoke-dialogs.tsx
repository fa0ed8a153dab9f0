"use client";

import type { ComponentProps } from "react";
import type { RevokeManyDialog } from "@/components/revocations/revoke-many-dialog";
import { late } from "@/components/ui/late";
import { usePrepared } from "@/components/ui/use-at-rest";
import { useWanted } from "@/components/ui/use-wanted";
import type { RevokeOAuthTokenDialog } from "./revoke-oauth-token-dialog";

const oneToken = late(() => import("./revoke-oauth-token-dialog"));
const manyTokens = late(() => import("@/components/revocations/revoke-many-dialog"));

/** What asks before tokens are revoked. Its code comes once the page stands still, or when it is asked for before. */
export function RevokeDialogs({
  one,
  many,
}: {
  one: ComponentProps<typeof RevokeOAuthTokenDialog>;
  many: ComponentProps<typeof RevokeManyDialog>;
}) {
  usePrepared(oneToken);
  usePrepared(manyTokens);
  const ofOne = useWanted(oneToken, one.token !== undefined, one.onClose);
  const ofMany = useWanted(manyTokens, many.asked !== undefined, many.onClose);
  return (
    <>
      {ofOne ? <ofOne.RevokeOAuthTokenDialog {...one} /> : null}
      {ofMany ? <ofMany.RevokeManyDialog {...many} /> : null}
    </>
  );
}
