import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem } from "@/components/ui/menu-items";
import { addressOf } from "@/lib/client/api";
import type { AuditEventsQuestion } from "@/lib/client/queries/audit-events";
import type { ExportFormat, exportAuditEvents } from "@/lib/contracts/audit-events";

const formats: Record<ExportFormat, string> = { csv: "As CSV", jsonl: "As JSON Lines" };

/** Everything that is filtered, as a file; the server writes down that it was taken out. */
export function ExportMenu({ question }: { question: AuditEventsQuestion }) {
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost">
          <Download aria-hidden="true" />
          Export
        </Button>
      }
    >
      {Object.entries(formats).map(([format, label]) => (
        <MenuItem key={format} asChild>
          <a
            href={addressOf<typeof exportAuditEvents>("GET /api/audit-events/export", {
              query: { ...question, format: format as ExportFormat },
            })}
            download=""
          >
            {label}
          </a>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
