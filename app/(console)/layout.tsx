import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { layoutsOf, needsKeyBackup, outwardHoldFor } from "@/app/_page/open-page";
import { KeyBackupBanner } from "@/components/encryption-keys/key-backup-banner";
import { OutwardBanner } from "@/components/outward/outward-banner";
import { ConsoleFrame } from "@/components/providers/console-frame";
import { SIDEBAR_COOKIE } from "@/components/providers/sidebar-cookie";
import { StandInBanner } from "@/components/providers/stand-in-banner";
import { pageActionsFor, sectionsFor } from "@/components/shell/page-lists";
import { viewKeys } from "@/lib/client/queries/views";
import { findPage } from "@/lib/server/http/page-request";
import { providerOf, qlikStandIn } from "@/lib/server/http/page-settings";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const page = await findPage();
  // The page itself sends people to sign in: it knows the way back.
  if (!page) return children;
  const { actor } = page;
  const queryClient = new QueryClient();
  const [standIn, keyBackup, hold, provider, jar] = await Promise.all([
    qlikStandIn(),
    needsKeyBackup(actor),
    outwardHoldFor(actor),
    providerOf(actor),
    cookies(),
    // Every table is laid out by it: without, columns would come and go as a page wakes up.
    queryClient.prefetchQuery({ queryKey: viewKeys.layouts, queryFn: () => layoutsOf(actor) }),
  ]);
  return (
    <ConsoleFrame
      person={actor.person}
      provider={provider}
      sections={sectionsFor(actor.person.role)}
      pageActions={pageActionsFor(actor.person.role)}
      banners={
        <>
          {standIn ? <StandInBanner address={standIn} /> : null}
          {hold ? <OutwardBanner {...hold} /> : null}
          {keyBackup ? <KeyBackupBanner /> : null}
        </>
      }
      defaultCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
    >
      <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
    </ConsoleFrame>
  );
}
