"use client";

import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import type { ChosenTenant } from "@/lib/contracts/connection-drafts";

type Offered = Pick<ChosenTenant, "id" | "name" | "hostname" | "organizationId" | "organizationName">;

interface TenantChoiceProps {
  readonly tenants: readonly Offered[];
  readonly reading: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly error: string | undefined;
}

/** Several of some tenants, each with a box to tick; all at once only those of one organization. */
export function TenantChoice({ tenants, reading, chosen, onChange, error }: TenantChoiceProps) {
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  }
  if (tenants.length === 0) {
    return (
      <p className="text-sm text-text-muted">
        {reading ? "Reading the tenants…" : "There is no tenant here that could be connected."}
      </p>
    );
  }
  const organizations = byOrganization(tenants);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">Tenants</legend>
      <div className="flex flex-wrap items-center gap-2 text-sm text-text-muted">
        {organizations.map((own) => (
          <Button
            key={own[0]?.organizationId}
            size="sm"
            onClick={() => onChange(new Set(own.map(({ id }) => id)))}
          >
            All {own.length.toLocaleString("en")}
            {organizations.length === 1 ? null : (
              <>
                {" "}
                of <BidiText>{organizationOf(own[0])}</BidiText>
              </>
            )}
          </Button>
        ))}
        <Button size="sm" onClick={() => onChange(new Set())}>
          None
        </Button>
        <span role="status">{chosen.size.toLocaleString("en")} chosen</span>
      </div>
      <ul className="max-h-72 divide-y overflow-y-auto rounded-md border">
        {organizations.flat().map((tenant) => (
          <li key={tenant.id}>
            <label className="flex min-h-10 cursor-pointer items-center gap-3 px-3 py-1.5 text-sm hover:bg-surface-hover">
              <input
                type="checkbox"
                checked={chosen.has(tenant.id)}
                onChange={() => toggle(tenant.id)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="flex min-w-0 flex-col">
                <BidiText>{tenant.name}</BidiText>
                <span className="flex min-w-0 flex-wrap gap-x-2 text-text-muted text-xs">
                  <BidiText>{organizationOf(tenant)}</BidiText>
                  <span dir="ltr" className="truncate font-mono">
                    {tenant.hostname}
                  </span>
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error ? <p className="text-danger text-sm">{error}</p> : null}
    </fieldset>
  );
}

export const organizationOf = (tenant: Pick<Offered, "organizationName"> | undefined): string =>
  tenant?.organizationName ?? "No organization";

/** The tenants of each organization, of the one with most of them first. */
export function byOrganization<T extends Pick<Offered, "organizationId">>(tenants: readonly T[]): T[][] {
  const groups = new Map<string | null, T[]>();
  for (const tenant of tenants) {
    const { organizationId } = tenant;
    groups.set(organizationId, [...(groups.get(organizationId) ?? []), tenant]);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length);
}
