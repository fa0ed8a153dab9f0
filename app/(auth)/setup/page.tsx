import { metadataOf } from "@/app/_page/declared";
import { openSetup } from "@/app/_page/open-page";
import { SetupForm } from "@/components/setup/setup-form";
import { AuthLayout } from "@/components/shell/auth-layout";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/client/paths";

export const metadata = metadataOf("/setup");

export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !(await openSetup(token))) return <LinkGone />;
  return (
    <AuthLayout
      title="Set up Castellan"
      description="You become its first administrator. This link works once."
    >
      <SetupForm token={token} />
    </AuthLayout>
  );
}

function LinkGone() {
  return (
    <AuthLayout title="This link does not work">
      <div className="flex flex-col gap-4">
        <Notice tone="warning" title="The set-up link is wrong, or was used already.">
          If there is no administrator yet, restart the console: it prints a new link.
        </Notice>
        <ButtonLink href={paths.signIn} variant="primary" size="lg">
          Sign in
        </ButtonLink>
      </div>
    </AuthLayout>
  );
}
