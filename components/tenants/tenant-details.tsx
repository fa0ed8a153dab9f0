import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { placeOf } from "@/lib/contracts/regions";
import type { Tenant } from "@/lib/contracts/tenants";
import { EndDate } from "./end-date";
import { TenantStatus } from "./tenant-status";

/** Everything that Qlik tells of a tenant, and what the console remembers of it. */
export function TenantDetails({ tenant }: { tenant: Tenant }) {
  const place = placeOf(tenant.regionCode);
  return (
    <Card title="Details">
      <DescriptionList
        items={[
          { label: "Tenant ID", value: <Identifier value={tenant.id} label="tenant ID" full /> },
          { label: "Status", value: <TenantStatus status={tenant.status} /> },
          { label: "Hostnames", value: <Hostnames hostnames={tenant.hostnames} /> },
          { label: "Region", value: place ? `${tenant.regionCode} · ${place}` : tenant.regionCode },
          { label: "Country", value: tenant.countryCode },
          {
            label: "Organization",
            value: tenant.organizationName ? (
              <BidiText>{tenant.organizationName}</BidiText>
            ) : (
              <Missing>Listed by none</Missing>
            ),
          },
          { label: "Subscription", value: <Id value={tenant.subscriptionId} label="subscription" /> },
          { label: "License number", value: <Id value={tenant.licenseNumber} label="license number" /> },
          { label: "License starts", value: <EndDate value={tenant.licenseStartsAt} quiet /> },
          { label: "License ends", value: <EndDate value={tenant.licenseEndsAt} /> },
          {
            label: "Deletion starts",
            value: tenant.deletionStartsAt ? (
              <EndDate value={tenant.deletionStartsAt} />
            ) : (
              <Missing>Not scheduled</Missing>
            ),
          },
          { label: "Created", value: <EndDate value={tenant.createdAt} quiet /> },
          { label: "Updated at Qlik", value: <RelativeTime value={tenant.updatedAt} /> },
          { label: "First seen", value: <RelativeTime value={tenant.firstSeenAt} /> },
          { label: "Last seen", value: <RelativeTime value={tenant.lastSeenAt} /> },
          ...(tenant.noLongerListedSince
            ? [{ label: "No longer listed", value: <RelativeTime value={tenant.noLongerListedSince} /> }]
            : []),
        ]}
      />
    </Card>
  );
}

/** The first is the generated one that never changes; a released alias can be taken by another customer. */
function Hostnames({ hostnames }: { hostnames: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {hostnames.map((hostname, index) => (
        <li key={hostname} className="flex min-w-0 flex-wrap items-center gap-2">
          <Hostname value={hostname} />
          {index === 0 ? (
            <span className="text-text-muted text-xs">Never changes</span>
          ) : (
            <Badge tone="neutral" title="Can be given up, and then taken by somebody else">
              Alias
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}

const Id = ({ value, label }: { value: string | null; label: string }) =>
  value ? <Identifier value={value} label={label} full /> : <Missing>Not known</Missing>;

const Missing = ({ children }: { children: string }) => <span className="text-text-faint">{children}</span>;
