import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Tenant } from "@/lib/contracts/tenants";
import { ConnectionStatus } from "./connection-status";
import { EndDate } from "./end-date";
import { RegionName } from "./region-name";
import { TenantStatus } from "./tenant-status";

/** Ids of sortable columns are the API's own names for them. */
export const tenantsColumns: readonly DataTableColumn<Tenant>[] = [
  {
    id: "name",
    header: "Name",
    sortable: true,
    minWidth: 176,
    grow: 2,
    cell: (tenant) => <TenantName tenant={tenant} />,
  },
  {
    id: "hostname",
    header: "Hostname",
    sortable: true,
    minWidth: 176,
    grow: 2,
    card: "subtitle",
    cell: (tenant) => <FirstHostname tenant={tenant} />,
  },
  {
    id: "regionCode",
    header: "Region",
    sortable: true,
    width: 124,
    cell: (tenant) => <RegionName code={tenant.regionCode} />,
  },
  {
    id: "status",
    header: "Status",
    sortable: true,
    width: 124,
    card: "badge",
    cell: (tenant) => <TenantStatus status={tenant.status} />,
  },
  {
    id: "subscriptionId",
    header: "Subscription",
    sortable: true,
    width: 156,
    cell: ({ subscriptionId }) => <Id value={subscriptionId} label="subscription" />,
  },
  {
    id: "licenseEndsAt",
    header: "License ends",
    sortable: true,
    width: 196,
    cell: (tenant) => <EndDate value={tenant.licenseEndsAt} />,
  },
  {
    id: "connection",
    header: "Connection",
    sortable: true,
    width: 148,
    cell: (tenant) => <ConnectionStatus {...tenant} />,
  },
  {
    id: "deletionStartsAt",
    header: "Deletion starts",
    defaultHidden: true,
    width: 208,
    cell: (tenant) => <EndDate value={tenant.deletionStartsAt} />,
  },
  {
    id: "organizationName",
    header: "Organization",
    defaultHidden: true,
    width: 168,
    cell: ({ organizationName }) => (organizationName ? <BidiText>{organizationName}</BidiText> : <None />),
  },
  {
    id: "countryCode",
    header: "Country",
    defaultHidden: true,
    width: 96,
    cell: (tenant) => tenant.countryCode,
  },
  {
    id: "id",
    header: "Tenant ID",
    defaultHidden: true,
    width: 160,
    cell: (tenant) => <Identifier value={tenant.id} label="tenant ID" />,
  },
  {
    id: "licenseNumber",
    header: "License number",
    defaultHidden: true,
    width: 176,
    cell: ({ licenseNumber }) => <Id value={licenseNumber} label="license number" />,
  },
  {
    id: "licenseStartsAt",
    header: "License starts",
    defaultHidden: true,
    width: 136,
    cell: ({ licenseStartsAt }) => <RelativeTime value={licenseStartsAt} />,
  },
  {
    id: "createdAt",
    header: "Created",
    defaultHidden: true,
    width: 136,
    cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
  },
  {
    id: "updatedAt",
    header: "Updated",
    defaultHidden: true,
    width: 136,
    cell: ({ updatedAt }) => <RelativeTime value={updatedAt} />,
  },
  {
    id: "firstSeenAt",
    header: "First seen",
    defaultHidden: true,
    width: 136,
    cell: ({ firstSeenAt }) => <RelativeTime value={firstSeenAt} />,
  },
  {
    id: "lastSeenAt",
    header: "Last seen",
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
        <Badge tone="danger" title="Deletion is scheduled">
          Deleting
        </Badge>
      ) : null}
      {tenant.noLongerListedSince ? (
        <Badge tone="warning" title="The last sync did not list it">
          Unlisted
        </Badge>
      ) : null}
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
