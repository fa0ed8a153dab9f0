import { redirect } from "next/navigation";
import { metadataOf } from "@/app/_page/declared";
import { StandInBanner } from "@/components/providers/stand-in-banner";
import { AuthLayout } from "@/components/shell/auth-layout";
import { OrDivider } from "@/components/sign-in/or-divider";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { SignInWithProviderButton } from "@/components/sign-in/sign-in-with-provider-button";
import { singleSignOnWords } from "@/components/sign-in/single-sign-on-words";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { insidePath } from "@/lib/contracts/inside-path";
import { findPageActor } from "@/lib/server/http/page-request";
import { describeSingleSignOn, destinationAfterRefusal, qlikStandIn } from "@/lib/server/http/page-settings";

export const metadata = metadataOf("/sign-in");

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl, error } = await searchParams;
  const refusal = singleSignOnWords(error);
  // The way to the provider and back forgets the address.
  const destination =
    refusal && callbackUrl === undefined ? await destinationAfterRefusal() : insidePath(callbackUrl);
  const isSignedIn = (await findPageActor()) !== undefined;
  if (isSignedIn && !refusal) redirect(destination);
  const [standIn, provider] = await Promise.all([qlikStandIn(), describeSingleSignOn()]);
  return (
    <AuthLayout
      title="Sign in to Castellan"
      description="Your organization's Qlik Cloud tenants and their OAuth tokens"
      banners={standIn ? <StandInBanner address={standIn} /> : undefined}
      footer="No account? An administrator of this console can give you one."
    >
      <div className="flex flex-col gap-4">
        {refusal ? (
          <Notice tone="danger" title={refusal.title} announce>
            {refusal.advice}
          </Notice>
        ) : null}
        {isSignedIn ? (
          <ButtonLink href={destination} variant="primary" size="lg">
            Go on
          </ButtonLink>
        ) : (
          <>
            {provider ? (
              <>
                <SignInWithProviderButton name={provider.name} destination={destination} />
                <OrDivider />
              </>
            ) : null}
            <SignInForm destination={destination} />
          </>
        )}
      </div>
    </AuthLayout>
  );
}
