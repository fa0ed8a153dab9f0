import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import type { ExportFormat } from "@/lib/contracts/media-types";

export const exportFormats: readonly { format: ExportFormat; label: string }[] = [
  { format: "csv", label: "CSV, for spreadsheets" },
  { format: "json", label: "JSON, for programs" },
];

/** What is filtered, in the visible columns, as a file that the server makes. */
export function ExportMenu({ addressOf }: { addressOf: (format: ExportFormat) => string }) {
  return (
    <ExportMenuFrame>
      {exportFormats.map(({ format, label }) => (
        <MenuItem key={format} asChild>
          <a href={addressOf(format)} download>
            {label}
          </a>
        </MenuItem>
      ))}
    </ExportMenuFrame>
  );
}

export const ExportMenuFrame = ({ children }: { children: ReactNode }) => (
  <DropdownMenu
    trigger={
      <Button variant="ghost">
        <Download aria-hidden="true" />
        <span className="sm:max-2xl:sr-only">Export</span>
      </Button>
    }
  >
    {children}
  </DropdownMenu>
);
