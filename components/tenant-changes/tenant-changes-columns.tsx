import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { EndDate } from "@/components/tenants/end-date";
import { statusWord } from "@/components/tenants/tenant-status";
import { BidiText } from "@/components/ui/bidi-text";
import { Hostname } from "@/components/ui/hostname";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ChangedValue, TenantChange, TenantChangeField } from "@/lib/contracts/tenant-changes";

const fields: Record<TenantChangeField, string> = {
  name: "Name",
  hostnames: "Hostnames",
  status: "Status",
  licenseStartsAt: "License starts",
  licenseEndsAt: "License ends",
  deletionStartsAt: "Deletion starts",
  listing: "Listed by its organization",
};

export const tenantChangesColumns: readonly DataTableColumn<TenantChange>[] = [
  {
    id: "at",
    header: "Found",
    width: 136,
    hideable: false,
    cell: ({ at }) => <RelativeTime value={at} />,
  },
  { id: "field", header: "What", width: 208, card: "subtitle", cell: ({ field }) => fields[field] },
  {
    id: "before",
    header: "Before",
    minWidth: 200,
    cell: ({ field, before }) => <Value field={field} value={before} />,
  },
  {
    id: "after",
    header: "After",
    minWidth: 200,
    cell: ({ field, after }) => <Value field={field} value={after} />,
  },
];

function Value({ field, value }: { field: TenantChangeField; value: ChangedValue }) {
  if (value === null || value === "" || value.length === 0)
    return <span className="text-text-faint">None</span>;
  if (Array.isArray(value)) {
    return (
      <ul className="flex min-w-0 flex-col">
        {value.map((hostname) => (
          <li key={hostname} className="min-w-0">
            <Hostname value={hostname} copy={false} />
          </li>
        ))}
      </ul>
    );
  }
  if (field === "status" || field === "listing") return statusWord(value);
  if (field === "name") return <BidiText>{value}</BidiText>;
  return <EndDate value={value} quiet />;
}
