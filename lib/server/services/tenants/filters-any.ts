import "server-only";

/** Whether filters leave out anything; without any, what passes them is what there is and need not be counted again. */
export const filtersAny = (
  filters: Readonly<Record<string, string | readonly string[] | undefined>>,
): boolean => Object.values(filters).some((given) => given !== undefined && given.length > 0);
