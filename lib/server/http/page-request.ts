import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Actor } from "../actor";
import { isAppError } from "../app-error";
import { getRuntime } from "../runtime";
import type { Services } from "../services/services";
import { getEdge } from "./edge";
import { isOurHost } from "./public-address";
import { refuseOtherHosts } from "./request-actor";

export interface PageContext {
  readonly actor: Actor;
  readonly services: Services;
}

/**
 * Who opens a page. Every page asks by itself: layouts do not run again when one goes from page to page. At another
 * address than the console's own there are no pages at all. Layout, title and page of one request ask once together.
 */
export const findPageActor = cache(async (): Promise<Actor | undefined> => {
  const [{ runtime, actors, origins }, jar, head] = await Promise.all([getEdge(), cookies(), headers()]);
  const host = head.get("host");
  if (!isOurHost(host, runtime.env.publicUrl)) notFound();
  const cookie = (name: string) => jar.get(name)?.value;
  return actors.find({ host, cookie, requestId: randomUUID(), origin: origins(head) });
});

/**
 * What somebody opens pages of the console with; undefined for whoever gets none: not signed in, or about to set up a
 * second factor. Layouts and titles must ask this too: Next sends what they say even where the page sends elsewhere.
 */
export async function findPage(): Promise<PageContext | undefined> {
  const actor = await findPageActor();
  return actor && !actor.mustEnrol ? { actor, services: await pageServices() } : undefined;
}

/** For what pages show before anybody is signed in. */
export const pageServices = async (): Promise<Services> => (await getRuntime()).services;

/** What a page is about; the page "not found" where the services know none. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (failure) {
    if (isAppError(failure) && failure.code === "not_found") notFound();
    throw failure;
  }
}

/** What the API says of a request to another address than the console's own, for its pages; undefined at its own. */
export const wrongAddress = cache(async (): Promise<{ message: string; advice: string } | undefined> => {
  const [{ env, log }, head] = await Promise.all([getRuntime(), headers()]);
  try {
    refuseOtherHosts(head.get("host"), env.publicUrl, log);
    return undefined;
  } catch (failure) {
    if (!isAppError(failure)) throw failure;
    return { message: failure.message, advice: failure.details.advice ?? "" };
  }
});
