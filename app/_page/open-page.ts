import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Invitation } from "@/lib/contracts/invitations";
import type { OutwardHold } from "@/lib/contracts/outward";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { covers } from "@/lib/contracts/roles";
import type { TenantDetail } from "@/lib/contracts/tenants";
import type { LayoutList } from "@/lib/contracts/views";
import {
  findPage,
  findPageActor,
  orNotFound,
  type PageContext,
  pageServices,
} from "@/lib/server/http/page-request";

/** As {@link findPage}, and sends whoever gets no page to sign in or to set up a second factor, with the way back. */
export async function requirePage(path: string): Promise<PageContext> {
  const page = await findPage();
  if (page) return page;
  const detour = (await findPageActor()) ? "/second-factor" : "/sign-in";
  redirect(`${detour}?callbackUrl=${encodeURIComponent(path)}`);
}

/** Who opens the page on which a second factor is set up, which is the one page that whoever must do that gets. */
export async function openEnrolment(
  path: string,
): Promise<{ actor: PageContext["actor"]; mustEnrol: boolean; hasSecondFactor: boolean }> {
  const actor = await findPageActor();
  if (!actor) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  const { secondFactor, hasPassword } = await (await pageServices()).account.get(actor);
  // Who has no password here has the provider's second factor: there is nothing to set up either.
  return {
    actor,
    mustEnrol: actor.mustEnrol,
    hasSecondFactor: secondFactor.confirmedAt !== null || !hasPassword,
  };
}

/** How whoever opens a page has their tables laid out; asked once for layout and page. */
export const layoutsOf = cache(async (actor: PageContext["actor"]): Promise<LayoutList> => {
  const services = await pageServices();
  return services.views.layouts(actor);
});

/** Whether a set-up link still works; the page behind it opens without a session. */
export async function openSetup(token: string | string[] | undefined): Promise<boolean> {
  if (await findPageActor()) return false;
  const services = await pageServices();
  return typeof token === "string" && services.setup.isOpen(token);
}

/** Whether every page must say to this person that the encryption key is not backed up. */
export async function needsKeyBackup({ person }: PageContext["actor"]): Promise<boolean> {
  return covers(person.role, "admin") && (await pageServices()).encryptionKeys.needsBackup();
}

/** What every page must say while nothing is done outward, and whether this person may change that. */
export async function outwardHoldFor(
  actor: PageContext["actor"],
): Promise<{ hold: OutwardHold; mayAnswer: boolean } | undefined> {
  if (actor.mustEnrol) return undefined;
  const { held } = await (await pageServices()).outward.get(actor);
  return held ? { hold: held, mayAnswer: covers(actor.person.role, "admin") } : undefined;
}

/** The tenant that a page is about; the page "not found" when the console knows none with this id. */
export const findTenant = ({ actor, services }: PageContext, tenantId: string): Promise<TenantDetail> =>
  orNotFound(services.tenants.get(actor, tenantId));

/** As {@link findTenant}, of a revocation. */
export const findRevocation = ({ actor, services }: PageContext, id: string): Promise<RevocationDetail> =>
  orNotFound(services.revocations.get(actor, id));

/** What an invitation that still works is for; the page behind its link opens without a session. */
export async function openInvitation(token: string | string[] | undefined): Promise<Invitation | undefined> {
  const { invitations } = await pageServices();
  return typeof token === "string" ? invitations.findOpen(token) : undefined;
}
