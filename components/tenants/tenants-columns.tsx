import { Trash2 } from "lucide-react";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { type TenantColumn, tenantColumns } from "@/lib/contracts/tenant-columns";
import type { Tenant } from "@/lib/contracts/tenants";
import { ConnectionStatus } from "./connection-status";
import { EndDate } from "./end-date";
import { RegionName } from "./region-name";
import { TenantStatus } from "./tenant-status";

/** Ids of sortable columns are the API's own names for them. */
export const tenantsColumns: readonly (DataTableColumn<Tenant> & { id: TenantColumn })[] = [
  {
    id: "name",
    header: tenantColumns.name,
    sortable: true,
    minWidth: 192,
    grow: 3,
    cell: (tenant) => <TenantName tenant={tenant} />,
  },
  {
    id: "hostname",
    header: tenantColumns.hostname,
    sortable: true,
    minWidth: 148,
    grow: 2,
    card: "subtitle",
    cell: (tenant) => <FirstHostname tenant={tenant} />,
  },
  {
    id: "regionCode",
    header: tenantColumns.regionCode,
    sortable: true,
    width: 112,
    cell: (tenant) => <RegionName code={tenant.regionCode} />,
  },
  {
    id: "status",
    header: tenantColumns.status,
    sortable: true,
    width: 116,
    card: "badge",
    cell: (tenant) => <TenantStatus status={tenant.status} />,
  },
  {
    id: "subscriptionId",
    header: tenantColumns.subscriptionId,
    sortable: true,
    width: 148,
    cell: ({ subscriptionId }) => <Id value={subscriptionId} label="subscription" />,
  },
  {
    id: "licenseEndsAt",
    header: tenantColumns.licenseEndsAt,
    sortable: true,
    width: 200,
    cell: (tenant) => <TenantEnds tenant={tenant} />,
  },
  {
    id: "connection",
    header: tenantColumns.connection,
    sortable: true,
    width: 136,
    cell: (tenant) => <ConnectionStatus {...tenant} />,
  },
  {
    id: "deletionStartsAt",
    header: tenantColumns.deletionStartsAt,
    sortable: true,
    defaultHidden: true,
    width: 208,
    cell: (tenant) => <EndDate value={tenant.deletionStartsAt} />,
  },
  {
    id: "organizationName",
    header: tenantColumns.organizationName,
    sortable: true,
    defaultHidden: true,
    width: 168,
    cell: ({ organizationName }) => (organizationName ? <BidiText>{organizationName}</BidiText> : <None />),
  },
  {
    id: "countryCode",
    header: tenantColumns.countryCode,
    sortable: true,
    defaultHidden: true,
    width: 96,
    cell: (tenant) => tenant.countryCode,
  },
  {
    id: "id",
    header: tenantColumns.id,
    defaultHidden: true,
    width: 160,
    cell: (tenant) => <Identifier value={tenant.id} label="tenant ID" />,
  },
  {
    id: "licenseNumber",
    header: tenantColumns.licenseNumber,
    defaultHidden: true,
    width: 176,
    cell: ({ licenseNumber }) => <Id value={licenseNumber} label="license number" />,
  },
  {
    id: "licenseStartsAt",
    header: tenantColumns.licenseStartsAt,
    defaultHidden: true,
    width: 136,
    cell: ({ licenseStartsAt }) => <RelativeTime value={licenseStartsAt} />,
  },
  {
    id: "createdAt",
    header: tenantColumns.createdAt,
    defaultHidden: true,
    width: 136,
    cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
  },
  {
    id: "updatedAt",
    header: tenantColumns.updatedAt,
    defaultHidden: true,
    width: 136,
    cell: ({ updatedAt }) => <RelativeTime value={updatedAt} />,
  },
  {
    id: "firstSeenAt",
    header: tenantColumns.firstSeenAt,
    sortable: true,
    defaultHidden: true,
    width: 136,
    cell: ({ firstSeenAt }) => <RelativeTime value={firstSeenAt} />,
  },
  {
    id: "lastSeenAt",
    header: tenantColumns.lastSeenAt,
    sortable: true,
    defaultHidden: true,
    width: 136,
    cell: ({ lastSeenAt }) => <RelativeTime value={lastSeenAt} />,
  },
];

function TenantName({ tenant }: { tenant: Tenant }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <BidiText className="min-w-0 font-medium">{tenant.name}</BidiText>
      {tenant.deletionStartsAt ? (
        <span title="Deletion is scheduled" className="shrink-0 text-danger">
          <Trash2 aria-hidden="true" className="size-3.5" />
          <span className="sr-only">, deletion is scheduled</span>
        </span>
      ) : null}
      {tenant.noLongerListedSince ? (
        <Badge tone="warning" title="The organization did not list it when it was last read">
          Unlisted
        </Badge>
      ) : null}
    </span>
  );
}

/** The licence's end, and below it when deletion begins: neither waits to be looked for. */
function TenantEnds({ tenant: { licenseEndsAt, deletionStartsAt } }: { tenant: Tenant }) {
  if (deletionStartsAt === null) return <EndDate value={licenseEndsAt} />;
  return (
    <span className="flex min-w-0 flex-col text-xs leading-4">
      <EndDate value={licenseEndsAt} />
      <span className="text-danger">
        Deletion <EndDate value={deletionStartsAt} />
      </span>
    </span>
  );
}

function FirstHostname({ tenant: { hostnames } }: { tenant: Tenant }) {
  const [first] = hostnames;
  return first === undefined ? <None /> : <Hostname value={first} copy={false} />;
}

const Id = ({ value, label }: { value: string | null; label: string }) =>
  value === null ? <None /> : <Identifier value={value} label={label} full copy={false} />;

const None = () => <span className="text-text-faint">—</span>;
