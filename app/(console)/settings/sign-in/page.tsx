import type { Metadata } from "next";
import { requirePage } from "@/app/_page/open-page";
import { NotPermitted } from "@/components/problems/not-permitted";
import { SettingsHeader } from "@/components/settings/settings-header";
import { SignInSettingsForm } from "@/components/settings/sign-in-settings-form";
import { SingleSignOnCard } from "@/components/settings/single-sign-on-card";
import { paths } from "@/lib/client/paths";
import { covers } from "@/lib/contracts/roles";
import { describeSingleSignOn } from "@/lib/server/http/page-settings";

export const metadata: Metadata = { title: "Sign-in" };

export default async function SignInSettingsPage() {
  const { actor, services } = await requirePage(paths.signInSettings);
  if (!covers(actor.person.role, "admin")) return <NotPermitted needed="admin" />;
  const [settings, provider] = await Promise.all([
    services.settings.getSignIn(actor),
    describeSingleSignOn(),
  ]);
  return (
    <>
      <SettingsHeader person={actor.person} />
      <div className="flex max-w-3xl flex-col gap-4">
        <SignInSettingsForm initial={settings} />
        <SingleSignOnCard provider={provider} />
      </div>
    </>
  );
}
