import type { Hono } from "hono";
import type { OrganizationEnv, RegionEnv, RouteContext, TenantEnv } from "./context";
import type { ErrorManner } from "./errors";

/** What answers to a resource at one kind of host. */
type Place<Env extends object> = {
  /** How the paths of the resource begin here. */
  readonly path: string;
  /** Errors that are told before its routes are reached: no bearer, no scope, no such address. */
  readonly errors: ErrorManner;
  readonly routes: (context: RouteContext) => Hono<Env>;
};

type OrganizationPlace = Place<OrganizationEnv> & {
  /** Scopes of which a caller needs one. */
  readonly scopes: (call: { readonly method: string; readonly path: string }) => readonly string[];
  /** Scopes that the seeded client of each organization has for it. */
  readonly clientScopes: readonly string[];
};

/**
 * A resource of Qlik Cloud, declared once. What it keeps is `kept`, its seed draws from streams of its own, and its
 * errors beyond those of `errors` are its routes' own affair, as are scopes at a tenant: there they decide what is
 * shown, not only whether.
 */
export type SandboxResource = {
  readonly tenant?: Place<TenantEnv>;
  readonly organization?: OrganizationPlace;
  readonly region?: Place<RegionEnv>;
  /** Calls of the tier special, as `POST /path`. Others are in the tier of their verb. */
  readonly specialCalls?: readonly string[];
  /** What the control API says and changes of it, below `/__sandbox`. */
  readonly control?: (context: RouteContext) => Hono;
};

/** The place that a path belongs to; `undefined` for one of no resource. */
export function placeAt<P extends { readonly path: string }>(
  places: readonly P[],
  path: string,
): P | undefined {
  return places.find((place) => path.startsWith(place.path));
}

/** What the resources declare for one kind of host, in their order. */
export function placesOf<Kind extends "tenant" | "organization" | "region">(
  resources: readonly SandboxResource[],
  kind: Kind,
): readonly NonNullable<SandboxResource[Kind]>[] {
  return resources.flatMap((resource) => resource[kind] ?? []);
}
