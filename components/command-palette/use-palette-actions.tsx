"use client";

import { useQuery } from "@tanstack/react-query";
import {
  Building2,
  Keyboard,
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
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";

export interface PaletteAction {
  readonly label: string;
  /** Other words for it that somebody may type. */
  readonly words?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** What can be done from everywhere by whoever is signed in. */
export function usePaletteActions(given: {
  readonly onShowShortcuts: () => void;
  readonly onSignOut: () => void;
}): readonly PaletteAction[] {
  const router = useRouter();
  const { setTheme } = useTheme();
  const mayConnect = useMay("admin");
  const maySync = useMay("operator");
  const { data: organizations } = useQuery(organizationsQuery());
  const { sync } = useSyncOrganizations();
  const go = (path: string) => () => router.push(path as Route);
  return [
    ...(mayConnect
      ? [
          {
            label: "Connect a tenant",
            words: "new add credential OAuth client",
            icon: Building2,
            run: go(paths.newTenant()),
          },
          {
            label: "Connect an organization",
            words: "new add credential OAuth client",
            icon: Network,
            run: go(paths.newOrganization),
          },
        ]
      : []),
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
