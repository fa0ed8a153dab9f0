"use client";

import { useQuery } from "@tanstack/react-query";
import {
  Building2,
  Keyboard,
  ListPlus,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Network,
  RefreshCw,
  Sun,
} from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useMay } from "@/components/providers/person";
import type { PageAction } from "@/components/shell/page-lists";
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import type { PageActionIcon } from "@/lib/client/pages";
import { organizationsQuery } from "@/lib/client/queries/organizations";

export interface PaletteAction {
  readonly label: string;
  /** Other words for it that somebody may type. */
  readonly words?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

// By name, because the server cannot hand components to the browser.
const pageActionIcons: Record<PageActionIcon, LucideIcon> = {
  tenant: Building2,
  tenants: ListPlus,
  organization: Network,
};

/** What can be done from everywhere by whoever is signed in. */
export function usePaletteActions(given: {
  readonly pageActions: readonly PageAction[];
  readonly onShowShortcuts: () => void;
  readonly onSignOut: () => void;
}): readonly PaletteAction[] {
  const router = useRouter();
  const { setTheme } = useTheme();
  const maySync = useMay("operator");
  const { data: organizations } = useQuery(organizationsQuery());
  const { sync } = useSyncOrganizations();
  return [
    ...given.pageActions.map(({ label, href, icon, words }) => ({
      label,
      words,
      icon: pageActionIcons[icon],
      run: () => router.push(href as Route),
    })),
    ...(maySync
      ? [
          {
            label: "Read all tenants from Qlik now",
            words: "sync refresh inventory",
            icon: RefreshCw,
            run: () => sync(organizations?.data ?? []),
          },
        ]
      : []),
    { label: "Use the light theme", words: "appearance", icon: Sun, run: () => setTheme("light") },
    { label: "Use the dark theme", words: "appearance", icon: Moon, run: () => setTheme("dark") },
    { label: "Use the system's theme", words: "appearance", icon: Monitor, run: () => setTheme("system") },
    { label: "Keyboard shortcuts", words: "help keys", icon: Keyboard, run: given.onShowShortcuts },
    { label: "Sign out", words: "log out leave", icon: LogOut, run: given.onSignOut },
  ];
}
