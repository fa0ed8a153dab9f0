/** What is known of somebody. */
export interface KnownPerson {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly subject?: string | null | undefined;
}

/** What tells somebody from others of the same name: the e-mail, else the subject, else the id. */
export const tellingOf = ({ email, subject, id }: KnownPerson): string => email || subject || id;

/**
 * The one way in which a person, of Qlik or of this console, is called in a line of text: "Ana Weber (ana@example.com)"; without a name by what
 * tells them apart alone. Empty where nothing is known.
 */
export function personWords(person: KnownPerson): string {
  const telling = tellingOf(person);
  const name = person.name?.trim();
  if (!name || name === telling) return telling;
  return telling === "" ? name : `${name} (${telling})`;
}
