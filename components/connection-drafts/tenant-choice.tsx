"use client";

import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import type { ChosenTenant } from "@/lib/contracts/connection-drafts";

interface TenantChoiceProps {
  readonly tenants: readonly Pick<ChosenTenant, "id" | "name" | "hostname">[];
  readonly reading: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly error: string | undefined;
}

/** Several of some tenants, each with a box to tick. */
export function TenantChoice({ tenants, reading, chosen, onChange, error }: TenantChoiceProps) {
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  }
  if (tenants.length === 0) {
    return (
      <p className="text-sm text-text-muted">
        {reading ? "Reading the tenants…" : "Every tenant of this region is connected."}
      </p>
    );
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">Tenants</legend>
      <div className="flex flex-wrap items-center gap-2 text-sm text-text-muted">
        <Button size="sm" onClick={() => onChange(new Set(tenants.map(({ id }) => id)))}>
          All {tenants.length.toLocaleString("en")}
        </Button>
        <Button size="sm" onClick={() => onChange(new Set())}>
          None
        </Button>
        <span role="status">{chosen.size.toLocaleString("en")} chosen</span>
      </div>
      <ul className="max-h-72 divide-y overflow-y-auto rounded-md border">
        {tenants.map(({ id, name, hostname }) => (
          <li key={id}>
            <label className="flex min-h-10 cursor-pointer items-center gap-3 px-3 py-1.5 text-sm hover:bg-surface-hover">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={() => toggle(id)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="flex min-w-0 flex-col">
                <BidiText>{name || id}</BidiText>
                <span dir="ltr" className="truncate font-mono text-text-muted text-xs">
                  {hostname}
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
