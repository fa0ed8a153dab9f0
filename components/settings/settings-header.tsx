import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import type { Person } from "@/lib/contracts/people";
import { covers, type Role } from "@/lib/contracts/roles";

const sections: readonly { label: string; href: string; role: Role }[] = [
  { label: "Your account", href: paths.settings, role: "viewer" },
  { label: "People", href: paths.people, role: "admin" },
  { label: "Sign-in", href: paths.signInSettings, role: "admin" },
  { label: "Encryption keys", href: paths.encryptionKeys, role: "admin" },
];

/** The head of each page of settings: the sections that this person may open. */
export function SettingsHeader({ person }: { person: Person }) {
  return (
    <PageHeader title="Settings">
      <NavTabs label="Settings" tabs={sections.filter((section) => covers(person.role, section.role))} />
    </PageHeader>
  );
}
