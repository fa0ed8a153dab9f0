import { Download } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import type { ExportItems, LocalExport } from "./export-items";
import { tableMenus } from "./table-menus";

/** What is filtered, in the visible columns, as a file that the server makes. */
export function ExportMenu(props: ComponentProps<typeof ExportItems>) {
  const menus = tableMenus.useLoaded();
  return <Frame>{menus ? <menus.ExportItems {...props} /> : null}</Frame>;
}

/** The rows of a table that has them all here (`mode: "local"`), in its order and visible columns, as a file. */
export function LocalExportMenu<Row>(props: LocalExport<Row>) {
  const menus = tableMenus.useLoaded();
  return <Frame>{menus ? <menus.LocalExportItems {...props} /> : null}</Frame>;
}

const Frame = ({ children }: { children: ReactNode }) => (
  <DropdownMenu
    needs={tableMenus}
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
