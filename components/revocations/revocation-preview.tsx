import { useId, useState } from "react";
import { CoverageNote } from "@/components/tenants/coverage-note";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { personWords } from "@/lib/contracts/person-words";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { durationWords } from "./duration-words";
import { tenantsWord, tokensWord } from "./tokens-word";
import { UnreadTenants } from "./unread-tenants";

const SHOWN = 5;

interface RevocationPreviewProps {
  readonly preview: RevocationDetail;
  /** What is other than the list showed; empty for nothing. */
  readonly changed: string;
  readonly includeConsoleOwn: boolean;
  readonly onIncludeConsoleOwn: (include: boolean) => void;
  readonly onReadAgain: () => void;
}

/** Which tokens, whose, what is left out and why, how long it takes. */
export function RevocationPreview({
  preview,
  changed,
  includeConsoleOwn,
  onIncludeConsoleOwn,
  onReadAgain,
}: RevocationPreviewProps) {
  const checkboxId = useId();
  const { counts, people, problems, secondsLeft, coverage, unread } = preview;
  const tenants = preview.tenants.filter((tenant) => tenant.counts.total > 0);
  const own = problems.find(({ cause }) => cause === "console-own");
  // Of tenants that could not be read it is said with them.
  const known = problems.filter(({ cause }) => cause === "not-readable" || cause === "not-connected");
  const rest = problems.filter((problem) => problem !== own && !known.includes(problem));
  return (
    <>
      <p>
        <strong>{tokensWord(counts.total)}</strong> in <strong>{tenantsWord(tenants.length)}</strong> stop
        working. This cannot be undone; whoever used them has to sign in again. Nobody's content or account is
        touched.
      </p>
      {coverage || changed !== "" ? (
        <p className="text-sm">
          Read from Qlik just now. {coverage ? <CoverageNote coverage={coverage} /> : null} {changed}
        </p>
      ) : null}
      <UnreadTenants
        unread={unread}
        known={known.reduce((sum, { tokens }) => sum + tokens, 0)}
        onReadAgain={onReadAgain}
      />
      {tenants.length > 1 ? (
        <Listed
          label="By tenant"
          rows={tenants.map((tenant) => ({
            key: tenant.tenantId,
            name: tenant.tenantName,
            tokens: tenant.counts.total,
          }))}
        />
      ) : null}
      <Listed
        label="By user"
        rows={people.map((person) => ({
          key: `${person.tenantId} ${person.userId}`,
          name: whoseWords(person, tenants.length > 1 ? preview.tenants : []),
          tokens: person.tokens,
        }))}
        // Those with most come by name, up to a hundred.
        rest={counts.total - people.reduce((sum, { tokens }) => sum + tokens, 0)}
      />
      {own || includeConsoleOwn ? (
        <label htmlFor={checkboxId} className="flex items-start gap-2 text-sm">
          <Checkbox
            id={checkboxId}
            className="mt-0.5"
            checked={includeConsoleOwn}
            onChange={(event) => onIncludeConsoleOwn(event.target.checked)}
          />
          <span>
            {own
              ? `Also revoke the console's own ${tokensWord(own.tokens)}`
              : "Also revoke the console's own"}
            . It asks for new ones at its next call.
          </span>
        </label>
      ) : null}
      {rest.map(({ cause, tokens, message }) => (
        <p key={cause} className="text-sm">
          <strong>{tokensWord(tokens)}</strong> left out: {message}
        </p>
      ))}
      {secondsLeft === null ? null : (
        <p className="text-sm">
          It takes {durationWords(secondsLeft)}: Qlik takes 100 revocations a minute and tenant. It goes on
          when you close the page.
        </p>
      )}
    </>
  );
}

/** "Ana Weber (ana@example.com) in Acme": one person stands there once for each of these tenants. */
function whoseWords(
  { tenantId, userId, userName, userEmail }: RevocationDetail["people"][number],
  tenants: RevocationDetail["tenants"],
): string {
  const who = personWords({ id: userId, name: userName, email: userEmail }) || "Nobody named";
  const tenant = tenants.find((one) => one.tenantId === tenantId);
  return tenant ? `${who} in ${tenant.tenantName}` : who;
}

function Listed({
  label,
  rows,
  rest = 0,
}: {
  label: string;
  rows: readonly { key: string; name: string; tokens: number }[];
  /** Tokens of others, who are not among the rows. */
  rest?: number;
}) {
  const captionId = useId();
  const [all, setAll] = useState(false);
  const sorted = [...rows].sort((one, other) => other.tokens - one.tokens);
  const more = sorted.length - SHOWN;
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p id={captionId} className="font-medium text-text text-xs">
        {label}
      </p>
      <ul aria-labelledby={captionId} className="max-h-64 divide-y overflow-y-auto rounded-md border">
        {sorted.slice(0, all ? sorted.length : SHOWN).map(({ key, name, tokens }) => (
          <li key={key} className="flex justify-between gap-3 px-3 py-1">
            <BidiText wrap className="min-w-0 text-text">
              {name}
            </BidiText>
            <span className="shrink-0">{tokensWord(tokens)}</span>
          </li>
        ))}
        {more > 0 && !all ? (
          <li className="px-1 py-0.5">
            <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
              {rest > 0 ? "and more" : `and ${more} more`}
            </Button>
          </li>
        ) : null}
        {rest > 0 && (all || more <= 0) ? (
          <li className="px-3 py-1">and {tokensWord(rest)} of others</li>
        ) : null}
      </ul>
    </div>
  );
}
