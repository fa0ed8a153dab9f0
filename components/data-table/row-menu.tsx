import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";

/** The actions of a row behind three dots. `subject` tells one row's button from another's. */
export function RowMenu({ subject, children }: { subject: string; children: ReactNode }) {
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon-sm" data-row-menu="" aria-label={`Actions for ${subject}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      {children}
    </DropdownMenu>
  );
}
