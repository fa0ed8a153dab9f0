"use client";

import { ProviderButton } from "@/components/sign-in/provider-button";
import { call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { signInWithProvider } from "@/lib/client/sign-in-with-provider";
import type { acceptInvitationBySingleSignOn } from "@/lib/contracts/invitations";

/** Accepts an invitation as whom the OpenID provider knows. */
export function JoinWithProvider({ token, name }: { token: string; name: string }) {
  return (
    <ProviderButton
      name={name}
      leave={async () => {
        await call<typeof acceptInvitationBySingleSignOn>("POST /api/invitations/accept/single-sign-on", {
          body: { token },
        });
        await signInWithProvider(paths.overview);
      }}
    />
  );
}
