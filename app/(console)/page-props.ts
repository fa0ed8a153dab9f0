/** What Next gives a page. */
export interface PageProps<Params = object> {
  readonly params: Promise<Params>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Next hands parts of the path to pages as they stand in the address, still encoded. */
export function idFrom(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
