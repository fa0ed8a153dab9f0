import type { ReactNode } from "react";
import { BidiText } from "@/components/ui/bidi-text";
import { type DescriptionItem, DescriptionList } from "@/components/ui/description-list";
import { Identifier } from "@/components/ui/identifier";
import { Link } from "@/components/ui/link";
import { Status } from "@/components/ui/status";
import { formatUtcDateTime } from "@/components/ui/utc";
import { paths } from "@/lib/client/paths";
import type { AuditEventDetail } from "@/lib/contracts/audit-events";
import { personWords } from "@/lib/contracts/person-words";
import { outcomeWords } from "./audit-words";

/** All that the log knows of one act. */
export function AuditEventRecord({ event }: { event: AuditEventDetail }) {
  const { actor, object, owner, qlik, outcome } = event;
  return (
    <div className="flex flex-col gap-6">
      <Part title="What happened">
        {[
          [
            "Outcome",
            <Status key="outcome" tone={outcomeWords[outcome].tone}>
              {outcomeWords[outcome].word}
            </Status>,
          ],
          ["Detail", words(event.detail)],
          ["Reason", words(event.reason)],
          ["Begun", moment(event.at)],
          ["Ended", event.endedAt ? moment(event.endedAt) : "Not written down yet"],
        ]}
      </Part>
      <Part title="Who">
        {[
          [
            "Person",
            <Link alone key="person" href={paths.activityOf({ person: actor.id ?? "" })}>
              <BidiText wrap>{actor.name}</BidiText>
            </Link>,
          ],
          ["Email", words(actor.email || null)],
          ["Role then", words(actor.role)],
          ["Address", words(event.address)],
          [
            "Session",
            event.session ? <Identifier key="session" value={event.session} label="session mark" /> : null,
          ],
        ]}
      </Part>
      <Part title="On what">
        {[
          [
            "Object",
            object ? (
              <Link alone key="object" href={paths.activityOf({ search: object.id })}>
                <BidiText wrap>{`${object.name} (${object.type.replace("-", " ")})`}</BidiText>
              </Link>
            ) : null,
          ],
          ["Object ID", object ? <Identifier key="id" value={object.id} label="object ID" /> : null],
          [
            "Tenant",
            event.tenantId ? (
              <Link alone key="tenant" href={paths.activityOf({ tenant: event.tenantId })}>
                <BidiText wrap>{event.tenantName ?? event.tenantId}</BidiText>
              </Link>
            ) : null,
          ],
          [
            "Tenant ID",
            event.tenantId ? <Identifier key="tid" value={event.tenantId} label="tenant ID" /> : null,
          ],
        ]}
      </Part>
      {owner ? (
        <Part title="Whose token it was">
          {[
            ["User", words(owner.user ? personWords(owner.user) : "The console did not know it")],
            ["User ID", owner.user ? <Identifier key="user" value={owner.user.id} label="user ID" /> : null],
            ["Client", words(owner.client ? owner.client.name || owner.client.id : null)],
            [
              "Client ID",
              owner.client ? <Identifier key="client" value={owner.client.id} label="client ID" /> : null,
            ],
            ["Hostname", words(owner.host)],
          ]}
        </Part>
      ) : null}
      {qlik ? (
        <Part title="What Qlik answered">
          {[
            ["Host", qlik.host],
            ["Status", qlik.status === undefined ? null : String(qlik.status)],
            ["Code", words(qlik.code ?? null)],
            ["Title", words(qlik.title ?? null)],
            ["Detail", words(qlik.detail ?? null)],
            [
              "Trace ID",
              qlik.traceId ? <Identifier key="trace" value={qlik.traceId} label="trace ID" /> : null,
            ],
          ]}
        </Part>
      ) : null}
      <Part title="In the chain">
        {[
          ["Request ID", <Identifier key="request" value={event.requestId} label="request ID" />],
          ...event.entries.map(
            ({ sequence, mac, stage }): Item => [
              stage === "intent" ? "Before the act" : "After it",
              <span key={sequence} className="flex flex-wrap items-center gap-x-3">
                <span>Entry {sequence.toLocaleString("en")}</span>
                {mac ? <Identifier value={mac} label="mac" /> : <span>from before the chain</span>}
              </span>,
            ],
          ),
        ]}
      </Part>
    </div>
  );
}

type Item = readonly [label: string, value: ReactNode];

/** What nobody knows is left out, and a part of which nothing is known too. */
function Part({ title, children }: { title: string; children: readonly Item[] }) {
  const items: DescriptionItem[] = children.flatMap(([label, value]) => (value ? [{ label, value }] : []));
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 font-semibold text-sm">{title}</h3>
      <DescriptionList items={items} />
    </section>
  );
}

const words = (text: string | null) => (text ? <BidiText wrap>{text}</BidiText> : null);
const moment = (at: string) => <time dateTime={at}>{formatUtcDateTime(Date.parse(at))}</time>;
