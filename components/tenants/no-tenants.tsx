import { Building2 } from "lucide-react";
import { useMay } from "@/components/providers/person";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

/** Nothing is connected yet: what to do about it, for those who may. */
export function NoTenants() {
  const mayConnect = useMay("admin");
  return (
    <EmptyState
      icon={Building2}
      title="No tenants yet"
      action={
        mayConnect ? (
          <>
            <ButtonLink href={paths.newOrganization} variant="primary">
              Connect an organization
            </ButtonLink>
            <ButtonLink href={paths.newTenant()}>Connect a tenant</ButtonLink>
          </>
        ) : undefined
      }
    >
      {mayConnect
        ? "Connect your organization, and all of its tenants appear here."
        : "An administrator of this console can connect your organization."}
    </EmptyState>
  );
}
