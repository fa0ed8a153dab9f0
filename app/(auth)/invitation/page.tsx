import type { ReactNode } from "react";
import { metadataOf } from "@/app/_page/declared";
import { openInvitation } from "@/app/_page/open-page";
import { AcceptInvitationForm } from "@/components/invitations/accept-invitation-form";
import { JoinWithProvider } from "@/components/invitations/join-with-provider";
import { AuthLayout } from "@/components/shell/auth-layout";
import { OrDivider } from "@/components/sign-in/or-divider";
import { BidiText } from "@/components/ui/bidi-text";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/client/paths";
import { findPageActor } from "@/lib/server/http/page-request";
import { describeSingleSignOn } from "@/lib/server/http/page-settings";

export const metadata = metadataOf("/invitation");

export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  const actor = await findPageActor();
  if (actor) {
    return (
      <LinkClosed title="You are signed in already" href={paths.overview} action="Open the console">
        This link is for somebody who has no account here yet. If it is yours to hand over, sign out and open
        it, or send it on; you are <BidiText>{actor.person.name}</BidiText>.
      </LinkClosed>
    );
  }
  const invitation = await openInvitation(token);
  if (typeof token !== "string" || !invitation) {
    return (
      <LinkClosed title="This invitation does not work" href={paths.signIn} action="Sign in">
        It is wrong, was used already, was revoked, or has run out. If you have no account yet, ask an
        administrator for a new link.
      </LinkClosed>
    );
  }
  const provider = await describeSingleSignOn();
  return (
    <AuthLayout
      title="Join Castellan"
      description={
        <>
          {invitation.invitedBy.name} has invited you as {invitation.role}.
        </>
      }
      footer="This link works once."
    >
      <div className="flex flex-col gap-4">
        {provider ? (
          <>
            <JoinWithProvider token={token} name={provider.name} />
            <OrDivider />
          </>
        ) : null}
        <AcceptInvitationForm token={token} name={invitation.name} email={invitation.email} />
      </div>
    </AuthLayout>
  );
}

function LinkClosed({
  title,
  href,
  action,
  children,
}: {
  title: string;
  href: string;
  action: string;
  children: ReactNode;
}) {
  return (
    <AuthLayout title={title}>
      <div className="flex flex-col gap-4">
        <Notice tone="warning">{children}</Notice>
        <ButtonLink href={href} variant="primary" size="lg">
          {action}
        </ButtonLink>
      </div>
    </AuthLayout>
  );
}
