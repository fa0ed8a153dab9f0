"use client";

import { useMay } from "@/components/providers/person";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

/** The ways to connect more. */
export function CredentialActions() {
  if (!useMay("admin")) return null;
  return (
    <>
      <ButtonLink href={paths.connectMany}>Connect many</ButtonLink>
      <ButtonLink href={paths.newTenant()}>Connect a tenant</ButtonLink>
      <ButtonLink href={paths.newOrganization} variant="primary">
        Connect an organization
      </ButtonLink>
    </>
  );
}
