import { LockKeyhole } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { type Role, rolesFor } from "@/lib/contracts/roles";

/** In place of a page that one may not see. */
export function NotPermitted({ needed }: { needed: Role }) {
  return (
    <EmptyState icon={LockKeyhole} wholePage title="Your role does not allow this">
      This page needs the role {rolesFor(needed)}. An administrator of this console can give it to you.
    </EmptyState>
  );
}
