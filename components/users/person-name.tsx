import { BidiText } from "@/components/ui/bidi-text";
import { Link } from "@/components/ui/link";
import { type KnownPerson, tellingOf } from "@/lib/contracts/person-words";

interface PersonNameProps {
  readonly person: KnownPerson;
  /** The name leads there. */
  readonly href?: string | undefined;
}

/** Somebody in a table: the name, and beside it what tells them from others of that name. */
export function PersonName({ person, href }: PersonNameProps) {
  const telling = tellingOf(person);
  const name = person.name || telling;
  if (name === "") return <span className="text-text-faint">Nobody named</span>;
  const shown = <BidiText>{name}</BidiText>;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      {href === undefined ? (
        <span className="min-w-0 truncate">{shown}</span>
      ) : (
        <Link alone href={href} className="min-w-0 truncate font-medium">
          {shown}
        </Link>
      )}
      {telling === name || telling === "" ? null : (
        <span className="min-w-0 truncate text-text-muted">
          <BidiText>{telling}</BidiText>
        </span>
      )}
    </span>
  );
}
