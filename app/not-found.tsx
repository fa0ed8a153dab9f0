import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <main id="main">
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={<ButtonLink href="/tenants">Open the tenants</ButtonLink>}
      >
        The address may be mistyped, or what it led to is gone.
      </EmptyState>
    </main>
  );
}
