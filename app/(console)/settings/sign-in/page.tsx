import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { SettingsHeader } from "@/components/settings/settings-header";
import { SignInSettingsForm } from "@/components/settings/sign-in-settings-form";
import { SingleSignOnCard } from "@/components/settings/single-sign-on-card";
import { paths } from "@/lib/client/paths";
import { describeSingleSignOn } from "@/lib/server/http/page-settings";

export const metadata = metadataOf("/settings/sign-in");

export default async function SignInSettingsPage() {
  const { actor, services } = await requirePage(paths.signInSettings);
  const refusal = refusalOf("/settings/sign-in", actor.person);
  if (refusal) return refusal;
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
