"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ProblemMessage } from "@/components/problems/problem-message";
import { byId, usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { useSettledValue } from "@/components/ui/use-settled-value";
import { ApiError } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { auditEventPartsQuery } from "@/lib/client/queries/audit-events";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import { personWords } from "@/lib/contracts/person-words";
import { outcomeWords, tokensWords } from "./audit-words";

/** What a revocation of many tokens has done, token by token; at first those by which it was found. */
export function AuditEventParts({ event, search }: { event: AuditEvent; search: string }) {
  const id = useId();
  const [typed, setTyped] = useState(search);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePagedQuery({
    ...auditEventPartsQuery(event.id, useSettledValue(typed, 250)),
    placeholderData: keepPreviousData,
  });
  const parts = usePageRows(data, byId);
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-2">
      <h3 id={`${id}-title`} className="font-semibold text-sm">
        Tokens
      </h3>
      {event.tokens ? <p className="text-sm text-text-muted">{tokensWords(event.tokens)}</p> : null}
      <Label htmlFor={`${id}-search`} className="sr-only">
        Search tokens
      </Label>
      <Input
        id={`${id}-search`}
        type="search"
        value={typed}
        maxLength={200}
        placeholder="User, client, tenant or token ID"
        onChange={({ target }) => setTyped(target.value)}
      />
      {error ? (
        <Notice tone="danger" title="The tokens could not be read" announce>
          {error instanceof ApiError ? <ProblemMessage problem={error.problem} /> : error.message}
        </Notice>
      ) : isPending ? (
        <Skeleton size="h-24 w-full" />
      ) : parts.length === 0 ? (
        <p className="text-sm text-text-muted">
          {typed
            ? "No token matches."
            : "Nothing was sent to Qlik yet, or it was done before the log kept this."}
        </p>
      ) : (
        <ul aria-label="Tokens" className="flex flex-col divide-y text-sm">
          {parts.map((part) => (
            <Part key={part.id} part={part} />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {hasNextPage ? (
          <Button
            size="sm"
            pending={isFetchingNextPage}
            pendingLabel="Reading…"
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        ) : null}
        {typed ? (
          <Button size="sm" variant="ghost" onClick={() => setTyped("")}>
            Show all tokens
          </Button>
        ) : null}
        {event.object ? (
          <Link alone href={paths.revocation(event.object.id)} className="text-sm">
            Open the revocation
          </Link>
        ) : null}
      </div>
    </section>
  );
}

function Part({ part }: { part: AuditEvent }) {
  const { object, owner, outcome } = part;
  const details = [
    owner?.client ? `Client ${owner.client.name || owner.client.id}` : "Client not known",
    part.tenantName || owner?.host || part.tenantId,
    object ? `Token ${object.id}` : null,
  ];
  return (
    <li className="flex items-start justify-between gap-3 py-2">
      <span className="flex min-w-0 flex-col">
        <Link alone href={paths.activityOf({ entry: part.id })}>
          <BidiText wrap>{owner?.user ? personWords(owner.user) : "User not known"}</BidiText>
        </Link>
        <span className="text-text-muted">
          <BidiText wrap>{details.filter(Boolean).join(" · ")}</BidiText>
        </span>
        {part.detail ? <BidiText wrap>{part.detail}</BidiText> : null}
      </span>
      <Status tone={outcomeWords[outcome].tone}>{outcomeWords[outcome].word}</Status>
    </li>
  );
}
