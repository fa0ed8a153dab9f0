import type { PERSON_HEADER } from "@/lib/contracts/page-person";

/** Whose page this is, and how they come back when their session has ended. */
export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What the provider is called through which they sign in; null for who has a password here. */
  readonly provider: string | null;
}

const personHeader: typeof PERSON_HEADER = "x-castellan-person";

let present: PagePerson | undefined;

/** Says whose page this is; returns how to take that back. */
export function openPageOf(person: PagePerson): () => void {
  present = person;
  return () => {
    if (present === person) present = undefined;
  };
}

/** Undefined on pages that are nobody's, such as the one to sign in. */
export const pagePerson = (): PagePerson | undefined => present;

/** What each call says of that: with the session of somebody else it is refused. */
export const personOfCall = (): Readonly<Record<string, string>> =>
  present === undefined ? {} : { [personHeader]: present.id };
