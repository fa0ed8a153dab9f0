/** Between two ways in. */
export function OrDivider() {
  return (
    <div className="flex items-center gap-3 text-text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or
    </div>
  );
}
