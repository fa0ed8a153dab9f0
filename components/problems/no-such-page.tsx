import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

/** In place of a page that is not there. */
export function NoSuchPage() {
  return (
    <EmptyState
      icon={Compass}
      wholePage
      title="There is no such page"
      action={<ButtonLink href={paths.tenants}>Open the tenants</ButtonLink>}
    >
      The address may be mistyped, or what it led to is gone.
    </EmptyState>
  );
}
