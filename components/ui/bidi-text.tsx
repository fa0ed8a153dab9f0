import { cn } from "./cn";

type BidiTextProps = {
  /** A name that somebody else chose. */
  children: string;
  /** Shown instead where the name is empty or only blanks. */
  fallback?: string | undefined;
  /** Let it wrap instead of cutting it off. */
  wrap?: boolean | undefined;
  className?: string | undefined;
};

// Invisible characters that turn the direction of what follows them; <bdi> does not undo overrides in titles.
const directionControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A name from outside: plain text, isolated so that it cannot turn its neighbours round, cut with a title. */
export function BidiText({ children, fallback = "No name", wrap = false, className }: BidiTextProps) {
  const text = children.replace(directionControls, "");
  if (text.trim() === "")
    return (
      <span className={className}>
        <span className="text-text-faint italic">{fallback}</span>
      </span>
    );
  return (
    <bdi
      title={text}
      className={cn(wrap ? "break-words" : "inline-block max-w-full truncate align-bottom", className)}
    >
      {text}
    </bdi>
  );
}
