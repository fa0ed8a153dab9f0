"use client";

import { ProviderButton } from "@/components/sign-in/provider-button";
import { call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { signInWithProvider } from "@/lib/client/sign-in-with-provider";
import { acceptInvitationBySingleSignOn } from "@/lib/contracts/invitations";

/** Accepts an invitation as whom the OpenID provider knows. */
export function JoinWithProvider({ token, name }: { token: string; name: string }) {
  return (
    <ProviderButton
      name={name}
      leave={async () => {
        await call(acceptInvitationBySingleSignOn, { body: { token } });
        await signInWithProvider(paths.overview);
      }}
    />
  );
}
