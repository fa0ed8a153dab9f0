"use client";

import { BidiText } from "@/components/ui/bidi-text";
import { CopyButton } from "@/components/ui/copy-button";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import type { InvitationWithToken } from "@/lib/contracts/invitations";

/** The one time that a link is told. */
export function InvitationLink({ invitation }: { invitation: InvitationWithToken }) {
  const link = new URL(paths.invitation(invitation.token), window.location.origin).href;
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="success" title="The link is made" announce>
        Hand it to{" "}
        <BidiText wrap className="font-medium">{`${invitation.name} (${invitation.email})`}</BidiText> over a
        channel that nobody else reads: whoever opens it first becomes {invitation.role}. It is shown this
        once, works once, and runs out <RelativeTime value={invitation.expiresAt} />.
      </Notice>
      <div className="flex items-center gap-2 rounded-md border bg-surface-sunken py-2 pr-2 pl-3">
        <code data-invitation-link="" className="min-w-0 flex-1 break-all font-mono text-sm">
          {link}
        </code>
        <CopyButton value={link} label="invitation link" />
      </div>
      <div>
        <ButtonLink href={paths.people} variant="primary">
          Done
        </ButtonLink>
      </div>
    </div>
  );
}
