/** A path with the query string that a page was opened with. */
export function withSearch(
  path: string,
  parameters: Readonly<Record<string, string | string[] | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value ?? []].flat()) search.append(name, one);
  }
  return search.size > 0 ? `${path}?${search}` : path;
}
