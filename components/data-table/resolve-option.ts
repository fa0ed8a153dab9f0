import { foldText } from "@/lib/contracts/folding";
import type { DataTableFilterOption } from "./data-table-types";

/** What a typed value means: an option by its value or its words, or what else it is called. */
export function resolveOption(
  typed: string,
  options: readonly DataTableFilterOption[],
  alias?: (typed: string) => string | undefined,
): string | undefined {
  const wanted = foldText(typed.trim());
  const byValue = options.find((option) => foldText(option.value) === wanted);
  const byWords = options.find((option) => foldText(option.label) === wanted);
  return byValue?.value ?? byWords?.value ?? alias?.(wanted);
}
