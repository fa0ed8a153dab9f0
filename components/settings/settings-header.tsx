import { tabsFor } from "@/components/shell/page-lists";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import type { Person } from "@/lib/contracts/people";

/** The head of each page of settings: the sections that this person may open. */
export function SettingsHeader({ person }: { person: Person }) {
  return (
    <PageHeader title="Settings">
      <NavTabs label="Settings" tabs={tabsFor(person.role, "/settings")} />
    </PageHeader>
  );
}
