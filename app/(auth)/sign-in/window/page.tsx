import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { metadataOf } from "@/app/_page/declared";
import { AuthLayout } from "@/components/shell/auth-layout";
import { SignedInHere, SignInHere } from "@/components/sign-in/sign-in-in-window";
import { findPageActor } from "@/lib/server/http/page-request";
import { describeSingleSignOn } from "@/lib/server/http/page-settings";

export const metadata = metadataOf("/sign-in/window");

/** Signing in through the provider beside a page that stays open: it is told, and goes on. */
export default async function SignInWindowPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await findPageActor();
  const provider = await describeSingleSignOn();
  if (!provider) notFound();
  const { done, anew } = await searchParams;
  if (done !== undefined && actor) {
    const { name, email } = actor.person;
    return (
      <AuthLayout
        title="You are signed in"
        description={`As ${name.trim() === "" ? email : `${name} (${email})`}. The page that you came from goes on.`}
      >
        <SignedInHere />
      </AuthLayout>
    );
  }
  // A link from elsewhere does not begin it by itself.
  const isOurs = (await headers()).get("sec-fetch-site") === "same-origin";
  return (
    <AuthLayout
      title="Sign in to Castellan"
      description="The page that you came from stays open, and goes on afterwards."
    >
      <SignInHere name={provider.name} anew={anew !== undefined} atOnce={isOurs} />
    </AuthLayout>
  );
}
