/** Somebody as far as the console knows them; what is not known is missing, null or "". */
export interface KnownPerson {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/**
 * How a person is named where several may have one name: "Ada Lovelace (ada@example.com)", with the id where no e-mail is
 * known, and what there is where the name is missing.
 */
export function personWords({ id, name, email }: KnownPerson): string {
  const beside = email || id;
  if (!name || name === beside) return beside;
  return beside ? `${name} (${beside})` : name;
}
