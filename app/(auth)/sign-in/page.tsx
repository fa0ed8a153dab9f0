import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { StandInBanner } from "@/components/providers/stand-in-banner";
import { AuthLayout } from "@/components/shell/auth-layout";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { insidePath } from "@/lib/client/inside-path";
import { findPageActor, qlikStandIn } from "@/lib/server/auth/page-actor";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const destination = insidePath((await searchParams).callbackUrl);
  if (await findPageActor()) redirect(destination);
  const standIn = await qlikStandIn();
  return (
    <AuthLayout
      title="Sign in to Castellan"
      description="Your organization's Qlik Cloud tenants and their OAuth tokens"
      banners={standIn ? <StandInBanner address={standIn} /> : undefined}
      footer="No account? An administrator of this console can give you one."
    >
      <SignInForm destination={destination} />
    </AuthLayout>
  );
}
