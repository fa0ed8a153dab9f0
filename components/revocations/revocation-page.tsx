"use client";

import { useQuery } from "@tanstack/react-query";
import { ExportMenu } from "@/components/data-table/export-menu";
import { problemNotice } from "@/components/problems/problem-notice";
import { CoverageNote } from "@/components/tenants/coverage-note";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import {
  besideItemsQuery,
  newest,
  revocationQuery,
  revocationReportAddress,
} from "@/lib/client/queries/revocations";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { RevocationControls } from "./revocation-controls";
import { RevocationItemsTable } from "./revocation-items-table";
import { RevocationProblems } from "./revocation-problems";
import { RevocationProgress } from "./revocation-progress";
import { tokensWord } from "./tokens-word";
import { UnreadTenants, unreadTokens } from "./unread-tenants";

/** One revocation: how far it is, what went wrong, and each of its tokens. */
export function RevocationPage({ initial }: { initial: RevocationDetail }) {
  const { data: detail = initial, error } = useQuery({
    ...revocationQuery(initial.id),
    initialData: initial,
  });
  // Counts are never older than the rows below them.
  const revocation = newest(detail, useQuery(besideItemsQuery(initial.id)).data);
  const { person, startedAt, reason, selection, tenants, problems, issuedAgain } = revocation;
  const { takenOver, pausedBecause, coverage, unread } = revocation;
  const notice = problemNotice(error, "What you see may be older: the console could not be asked");
  return (
    <>
      <PageHeader
        actions={<ExportMenu addressOf={(format) => revocationReportAddress(initial.id, format)} />}
        title={<BidiText wrap>{selection}</BidiText>}
        breadcrumb={
          <Breadcrumbs crumbs={[{ label: "Revocations", href: paths.revocations }, { label: selection }]} />
        }
        description={
          <>
            Started by <BidiText>{person.name || person.email}</BidiText> <RelativeTime value={startedAt} />
            {takenOver ? (
              <>
                , taken over by <BidiText>{takenOver.person.name || takenOver.person.email}</BidiText>{" "}
                <RelativeTime value={takenOver.at} />
              </>
            ) : null}
            {reason ? (
              <>
                {" "}
                · Reason: <BidiText>{reason}</BidiText>
              </>
            ) : null}
            {coverage ? (
              <>
                {" "}
                · <CoverageNote coverage={coverage} />
              </>
            ) : null}
          </>
        }
      />
      {notice ? (
        <Notice tone="warning" title={notice.title}>
          {notice.message}
        </Notice>
      ) : null}
      {pausedBecause === null ? null : (
        <Notice tone="warning" title="The console has paused it">
          <p>
            <BidiText wrap>{pausedBecause}</BidiText> Whoever resumes it goes on in their own name.
          </p>
        </Notice>
      )}
      <RevocationProgress revocation={revocation} actions={<RevocationControls revocation={revocation} />} />
      {tenants.flatMap(({ tenantId, tenantName, waitingBecause }) =>
        waitingBecause === null ? (
          []
        ) : (
          <Notice
            key={tenantId}
            tone="warning"
            title={<BidiText>{`${tenantName} is waiting for you`}</BidiText>}
          >
            <p>{waitingBecause}</p>
            <p className="mt-1">
              <Link alone href={paths.tenant(tenantId)}>
                Open the tenant
              </Link>
            </p>
          </Notice>
        ),
      )}
      <UnreadTenants unread={unread} known={unreadTokens(problems)} />
      {issuedAgain > 0 ? (
        <Notice
          tone="warning"
          title={`${tokensWord(issuedAgain)} ${issuedAgain === 1 ? "was" : "were"} issued again: the client can still sign in`}
        >
          <p>
            Within an hour, for the same users and clients. Disable the user at the identity provider, or
            remove the OAuth client, then revoke again.
          </p>
          <p className="mt-1">
            <Link alone href={paths.tokensOf({ state: "issued-again" })}>
              Show them
            </Link>
          </p>
        </Notice>
      ) : null}
      <RevocationProblems problems={problems} />
      <RevocationItemsTable revocation={revocation} />
    </>
  );
}
