import { cn } from "./cn";
import { CopyButton } from "./copy-button";
import { shortenMiddle } from "./shorten-middle";

type IdentifierProps = {
  value: string;
  /** What it is, for the copy button: "Copy tenant ID". */
  label: string;
  /** Shown in full where there is room. */
  full?: boolean | undefined;
  copy?: boolean | undefined;
  className?: string | undefined;
};

/** An id: mono, shortened in the middle, in full on hover, for screen readers and on the clipboard. */
export function Identifier({ value, label, full = false, copy = true, className }: IdentifierProps) {
  const shown = full ? value : shortenMiddle(value, 6, 4);
  return (
    <span className={cn("inline-flex max-w-full items-center gap-0.5", className)}>
      <code
        title={value}
        dir="ltr"
        className={full ? "break-all font-mono text-sm" : "whitespace-nowrap font-mono text-sm"}
      >
        {shown === value ? (
          value
        ) : (
          <>
            <span aria-hidden="true">{shown}</span>
            <span className="sr-only">{value}</span>
          </>
        )}
      </code>
      {copy ? <CopyButton value={value} label={label} /> : null}
    </span>
  );
}
