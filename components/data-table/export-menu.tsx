import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import type { ExportFormat } from "@/lib/contracts/exports";

const formats: readonly { format: ExportFormat; label: string }[] = [
  { format: "csv", label: "CSV, for spreadsheets" },
  { format: "json", label: "JSON, for programs" },
];

/** What is filtered, in the visible columns, as a file. */
export function ExportMenu({ addressOf }: { addressOf: (format: ExportFormat) => string }) {
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost">
          <Download aria-hidden="true" />
          <span className="sm:max-xl:sr-only">Export</span>
        </Button>
      }
    >
      {formats.map(({ format, label }) => (
        <MenuItem key={format} asChild>
          <a href={addressOf(format)} download>
            {label}
          </a>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
