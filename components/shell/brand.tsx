import { cn } from "@/components/ui/cn";
import { PageLink } from "@/components/ui/page-link";
import { BrandMark } from "./brand-mark";

/** Mark and name; leads to the overview. */
export function Brand({ compact = false }: { compact?: boolean | undefined }) {
  return (
    <PageLink
      href="/"
      className="inline-flex items-center gap-2 rounded-sm font-semibold text-lg tracking-tight"
    >
      <BrandMark className="size-5 shrink-0 text-accent-text" />
      <span className={cn(compact && "sr-only")}>Castellan</span>
    </PageLink>
  );
}
