import { redirect } from "next/navigation";
import { metadataOf } from "@/app/_page/declared";
import { openEnrolment } from "@/app/_page/open-page";
import { EnrolSecondFactor } from "@/components/account/enrol-second-factor";
import { SignOutLink } from "@/components/account/sign-out-link";
import { PageOf } from "@/components/providers/page-of";
import { AuthLayout } from "@/components/shell/auth-layout";
import { paths } from "@/lib/client/paths";
import { insidePath } from "@/lib/contracts/inside-path";

export const metadata = metadataOf("/second-factor");

export default async function SecondFactorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const destination = insidePath((await searchParams).callbackUrl);
  const { actor, mustEnrol, hasSecondFactor } = await openEnrolment(paths.secondFactor);
  if (hasSecondFactor) redirect(destination);
  return (
    <AuthLayout
      title="Set up a second factor"
      description={mustEnrol ? "Your role must have one before you can go on." : undefined}
      footer={<SignOutLink />}
    >
      <PageOf person={{ ...actor.person, provider: null }} />
      <EnrolSecondFactor destination={destination} mustEnrol={mustEnrol} />
    </AuthLayout>
  );
}
