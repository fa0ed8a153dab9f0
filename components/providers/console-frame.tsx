"use client";

import type { ReactNode } from "react";
import { leave } from "@/components/account/leave";
import { CommandPalette } from "@/components/command-palette/command-palette";
import { ToldSyncsBanner } from "@/components/organizations/told-syncs-banner";
import { AppFrame } from "@/components/shell/app-frame";
import type { NavItem } from "@/components/shell/navigation";
import type { PageAction } from "@/components/shell/page-lists";
import { SessionGuard } from "@/components/sign-in/session-guard";
import type { Person } from "@/lib/contracts/people";
import { PageOf } from "./page-of";
import { PersonProvider } from "./person";
import { SIDEBAR_COOKIE } from "./sidebar-cookie";

interface ConsoleFrameProps {
  readonly person: Person;
  /** What the provider is called through which they sign in; null for who has a password here. */
  readonly provider: string | null;
  /** What they find in the navigation. */
  readonly sections: readonly NavItem[];
  readonly pageActions: readonly PageAction[];
  readonly banners: ReactNode;
  readonly defaultCollapsed: boolean;
  readonly children: ReactNode;
}

/** The frame with the console's own places in it. */
export function ConsoleFrame({
  person,
  provider,
  sections,
  pageActions,
  banners,
  defaultCollapsed,
  children,
}: ConsoleFrameProps) {
  return (
    <PersonProvider person={person}>
      <PageOf person={{ ...person, provider }} />
      <AppFrame
        items={sections}
        account={person}
        tools={<CommandPalette pages={sections} pageActions={pageActions} onSignOut={leave} />}
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
