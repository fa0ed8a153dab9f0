import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuCheckboxItem } from "@/components/ui/dropdown-menu";
import type { DataTableColumn } from "./data-table-types";

/** Which columns are seen. The first names the row and always stays. */
export function ColumnsMenu<Row>({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly DataTableColumn<Row>[];
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
}) {
  const offered = columns.slice(1).filter((column) => column.hideable !== false);
  if (offered.length === 0) return null;
  function toggle(id: string, visible: boolean) {
    onChange(visible ? hidden.filter((other) => other !== id) : [...hidden, id]);
  }
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost">
          <Columns3 aria-hidden="true" />
          <span className="sm:max-lg:sr-only">Columns</span>
        </Button>
      }
    >
      {offered.map((column) => (
        <MenuCheckboxItem
          key={column.id}
          checked={!hidden.includes(column.id)}
          onCheckedChange={(checked) => toggle(column.id, checked)}
        >
          {column.header}
        </MenuCheckboxItem>
      ))}
    </DropdownMenu>
  );
}
