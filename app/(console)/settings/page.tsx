import type { Metadata } from "next";
import { SettingsHeader } from "@/components/settings/settings-header";
import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { paths } from "@/lib/client/paths";
import { requirePage } from "@/lib/server/auth/page-actor";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const { actor } = await requirePage(paths.settings);
  return (
    <>
      <SettingsHeader person={actor.person} />
      <Card title="Who you are here">
        <DescriptionList
          items={[
            { label: "Name", value: <BidiText>{actor.person.name}</BidiText> },
            { label: "Email", value: <BidiText>{actor.person.email}</BidiText> },
            { label: "Role", value: actor.person.role },
          ]}
        />
      </Card>
    </>
  );
}
