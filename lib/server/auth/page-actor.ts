import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { OutwardHold } from "@/lib/contracts/outward";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { covers } from "@/lib/contracts/roles";
import type { TenantDetail } from "@/lib/contracts/tenants";
import type { LayoutList } from "@/lib/contracts/views";
import type { Actor } from "../actor";
import { isAppError } from "../app-error";
import { getRuntime } from "../runtime";
import type { Services } from "../services/services";
import { isOurHost } from "./public-address";

export interface PageContext {
  readonly actor: Actor;
  readonly services: Services;
}

/**
 * Who opens a page. Every page asks by itself: layouts do not run again when one goes from page to page. At another
 * address than the console's own there are no pages at all. Layout, title and page of one request ask once together.
 */
export const findPageActor = cache(async (): Promise<Actor | undefined> => {
  const [{ actors, env, origins }, jar, head] = await Promise.all([getRuntime(), cookies(), headers()]);
  const host = head.get("host");
  if (!isOurHost(host, env.publicUrl)) notFound();
  const cookie = (name: string) => jar.get(name)?.value;
  return actors.find({ host, cookie, requestId: randomUUID(), origin: origins(head) });
});

/**
 * What somebody opens pages of the console with; undefined for whoever gets none: not signed in, or about to set up a
 * second factor. Layouts and titles must ask this too: Next sends what they say even where the page sends elsewhere.
 */
export async function findPage(): Promise<PageContext | undefined> {
  const actor = await findPageActor();
  return actor && !actor.mustEnrol ? { actor, services: (await getRuntime()).services } : undefined;
}

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
): Promise<{ actor: Actor; mustEnrol: boolean; hasSecondFactor: boolean }> {
  const actor = await findPageActor();
  if (!actor) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  const { secondFactor, hasPassword } = await (await getRuntime()).services.account.get(actor);
  // Who has no password here has the provider's second factor: there is nothing to set up either.
  return {
    actor,
    mustEnrol: actor.mustEnrol,
    hasSecondFactor: secondFactor.confirmedAt !== null || !hasPassword,
  };
}

/** How whoever opens a page has their tables laid out; asked once for layout and page. */
export const layoutsOf = cache(async (actor: Actor): Promise<LayoutList> => {
  const { services } = await getRuntime();
  return services.views.layouts(actor);
});

/** Whether a set-up link still works; the page behind it opens without a session. */
export async function openSetup(token: string | string[] | undefined): Promise<boolean> {
  if (await findPageActor()) return false;
  const { services } = await getRuntime();
  return typeof token === "string" && services.setup.isOpen(token);
}

/** Whether calls to Qlik go to a stand-in, which every page must say. */
export async function qlikStandIn(): Promise<string | undefined> {
  const { qlikConnectTo } = (await getRuntime()).env;
  return qlikConnectTo && `${qlikConnectTo.host}:${qlikConnectTo.port}`;
}

/** Whether every page must say to this person that the encryption key is not backed up. */
export async function needsKeyBackup({ person }: Actor): Promise<boolean> {
  return covers(person.role, "admin") && (await getRuntime()).services.encryptionKeys.needsBackup();
}

/** What every page must say while nothing is done outward, and whether this person may change that. */
export async function outwardHoldFor(
  actor: Actor,
): Promise<{ hold: OutwardHold; mayAnswer: boolean } | undefined> {
  if (actor.mustEnrol) return undefined;
  const { held } = await (await getRuntime()).services.outward.get(actor);
  return held ? { hold: held, mayAnswer: covers(actor.person.role, "admin") } : undefined;
}

/** The tenant that a page is about; the page "not found" when the console knows none with this id. */
export const findTenant = ({ actor, services }: PageContext, tenantId: string): Promise<TenantDetail> =>
  orNotFound(services.tenants.get(actor, tenantId));

/** As {@link findTenant}, of a revocation. */
export const findRevocation = ({ actor, services }: PageContext, id: string): Promise<RevocationDetail> =>
  orNotFound(services.revocations.get(actor, id));

async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (failure) {
    if (isAppError(failure) && failure.code === "not_found") notFound();
    throw failure;
  }
}
