import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type HostnameProps = { value: string; copy?: boolean | undefined; className?: string | undefined };

/** A hostname: mono; its first label is what tells it from others, so that gives way last. */
export function Hostname({ value, copy = true, className }: HostnameProps) {
  const dot = value.indexOf(".");
  const first = dot < 0 ? value : value.slice(0, dot);
  const rest = dot < 0 ? "" : value.slice(dot);
  return (
    <span className={cn("inline-flex max-w-full items-center gap-0.5", className)}>
      <code title={value} dir="ltr" className="min-w-0 truncate font-mono text-sm">
        {first}
        <span className="text-text-muted">{rest}</span>
      </code>
      {copy ? <CopyButton value={value} label={value} /> : null}
    </span>
  );
}
