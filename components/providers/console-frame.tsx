"use client";

import type { ReactNode } from "react";
import { leave } from "@/components/account/leave";
import { CommandPalette } from "@/components/command-palette/command-palette";
import { ToldSyncsBanner } from "@/components/organizations/told-syncs-banner";
import { AppFrame } from "@/components/shell/app-frame";
import type { NavItem } from "@/components/shell/navigation";
import { SessionGuard } from "@/components/sign-in/session-guard";
import { paths } from "@/lib/client/paths";
import type { Person } from "@/lib/contracts/people";
import { covers, type Role } from "@/lib/contracts/roles";
import { PageOf } from "./page-of";
import { PersonProvider } from "./person";
import { SIDEBAR_COOKIE } from "./sidebar-cookie";

const items: readonly (NavItem & { role: Role })[] = [
  { label: "Overview", href: paths.overview, icon: "overview", role: "viewer" },
  { label: "Tenants", href: paths.tenants, icon: "tenants", role: "viewer" },
  { label: "Tokens", href: paths.tokens, icon: "tokens", role: "viewer" },
  { label: "Revocations", href: paths.revocations, icon: "revocations", role: "viewer" },
  { label: "Credentials", href: paths.credentials, icon: "credentials", role: "viewer" },
  { label: "Activity", href: paths.activity, icon: "activity", role: "auditor" },
  { label: "Settings", href: paths.settings, icon: "settings", role: "viewer" },
];

interface ConsoleFrameProps {
  readonly person: Person;
  /** What the provider is called through which they sign in; null for who has a password here. */
  readonly provider: string | null;
  readonly banners: ReactNode;
  readonly defaultCollapsed: boolean;
  readonly children: ReactNode;
}

/** The frame with the console's own places in it. */
export function ConsoleFrame({ person, provider, banners, defaultCollapsed, children }: ConsoleFrameProps) {
  const permitted = items.filter((item) => covers(person.role, item.role));
  return (
    <PersonProvider person={person}>
      <PageOf person={{ ...person, provider }} />
      <AppFrame
        items={permitted}
        account={person}
        tools={<CommandPalette pages={permitted} onSignOut={leave} />}
        banners={
          <>
            {banners}
            <ToldSyncsBanner />
          </>
        }
        defaultCollapsed={defaultCollapsed}
        onCollapsedChange={keepCollapsed}
        onSignOut={leave}
      >
        {children}
      </AppFrame>
      <SessionGuard />
    </PersonProvider>
  );
}

function keepCollapsed(collapsed: boolean): void {
  // Not there on plain http from another machine: then the sidebar is simply open again next time.
  void window.cookieStore?.set({
    name: SIDEBAR_COOKIE,
    value: collapsed ? "collapsed" : "open",
    path: "/",
    sameSite: "lax",
    expires: Date.now() + 365 * 24 * 3_600_000,
  });
}
