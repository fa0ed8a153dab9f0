import type { ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import { type Tone, toneTextStyles } from "@/components/ui/tone";
import { ToneIcon } from "@/components/ui/tone-icon";

interface StatLinkProps {
  readonly label: string;
  readonly value: number;
  readonly href: string;
  readonly tone?: Tone | undefined;
  readonly children?: ReactNode;
}

/** A number that leads to the rows behind it. */
export function StatLink({ label, value, href, tone, children }: StatLinkProps) {
  return (
    <PageLink
      href={href}
      className="flex flex-col gap-1 rounded-lg border bg-surface-raised p-4 text-text shadow-raised underline decoration-transparent underline-offset-2 hover:bg-surface-hover hover:decoration-current"
    >
      <span className="flex items-center gap-1.5 text-sm text-text-muted">
        {tone ? <ToneIcon tone={tone} className={`size-3.5 ${toneTextStyles[tone]}`} /> : null}
        {label}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-2xl tracking-tight">{value.toLocaleString("en")}</span>
        {children ? <span className="text-sm text-text-muted">{children}</span> : null}
      </span>
    </PageLink>
  );
}
