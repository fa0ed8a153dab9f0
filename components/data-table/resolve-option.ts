import type { DataTableFilterOption } from "./data-table-types";

/** What a typed value means: an option by its value or its words, or what else it is called. */
export function resolveOption(
  typed: string,
  options: readonly DataTableFilterOption[],
  alias?: (typed: string) => string | undefined,
): string | undefined {
  const wanted = typed.trim().toLowerCase();
  const byValue = options.find((option) => option.value.toLowerCase() === wanted);
  const byWords = options.find((option) => option.label.toLowerCase() === wanted);
  return byValue?.value ?? byWords?.value ?? alias?.(wanted);
}
