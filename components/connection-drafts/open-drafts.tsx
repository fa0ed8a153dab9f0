import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { ButtonLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import type { ConnectionDraftSummary } from "@/lib/contracts/connection-drafts";
import { countWords } from "./count-words";

/** What was begun and is not finished. */
export function OpenDrafts({ drafts }: { drafts: readonly ConnectionDraftSummary[] }) {
  if (drafts.length === 0) return null;
  return (
    <Card title="Not finished" flush className="max-w-5xl">
      <ul className="divide-y text-sm">
        {drafts.map(({ id, createdAt, createdBy, counts }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
            <span>
              {countWords(counts)}
              <span className="text-text-muted">
                {" "}
                · begun <RelativeTime value={createdAt} /> by <BidiText>{createdBy}</BidiText>
              </span>
            </span>
            <ButtonLink size="sm" href={paths.connectionDraft(id)}>
              Go on
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
