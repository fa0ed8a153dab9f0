import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { ChangePassword } from "@/components/account/change-password";
import { SecondFactorCard } from "@/components/account/second-factor-card";
import { SessionsCard } from "@/components/account/sessions-card";
import { SettingsHeader } from "@/components/settings/settings-header";
import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { paths } from "@/lib/client/paths";

export const metadata = metadataOf("/settings");

export default async function AccountPage() {
  const { actor, services } = await requirePage(paths.settings);
  const [account, sessions] = await Promise.all([
    services.account.get(actor),
    services.ownSessions.list(actor),
  ]);
  return (
    <>
      <SettingsHeader person={actor.person} />
      <div className="flex max-w-3xl flex-col gap-4">
        <Card
          title="Who you are here"
          actions={
            account.hasPassword ? (
              <ChangePassword hasSecondFactor={account.secondFactor.confirmedAt !== null} />
            ) : undefined
          }
        >
          <DescriptionList
            items={[
              { label: "Name", value: <BidiText>{actor.person.name}</BidiText> },
              { label: "Email", value: <BidiText>{actor.person.email}</BidiText> },
              { label: "Role", value: actor.person.role },
              {
                label: "Signs in with",
                value: account.hasPassword ? "A password" : "Your organization's provider",
              },
            ]}
          />
        </Card>
        {account.hasPassword ? <SecondFactorCard initial={account} /> : null}
        <SessionsCard initial={sessions} />
      </div>
    </>
  );
}
