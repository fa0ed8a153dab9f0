import type { PagePattern } from "@/lib/client/pages";
import type { Role } from "@/lib/contracts/roles";
import { personWithTokens } from "@/tests/e2e/support/estate";
import { filledPages, filledPagesOf } from "@/tests/e2e/support/every-page";
import { pagesWith } from "@/tests/support/pages";
import { at, open, type Scene, scene } from "./scene";
import type { World } from "./world";

const CONNECTED = 6;

export const tenantOf = ({ estate }: World): string => `/tenants/${estate.connected(CONNECTED).tenantId}`;

/** Somebody of a connected tenant with several tokens. */
export async function personOf({ estate, sandbox: { control } }: World): Promise<string> {
  const { tenantId } = estate.connected(CONNECTED);
  const { user } = await personWithTokens(control, { tenantId }, 4);
  return `/tenants/${tenantId}/users/${user.id}`;
}

const HOSTILE = "van-der-Lange";

/** The first connected tenant where somebody has a name that is hard to show, and that person. */
async function hostileOf({ estate, sandbox: { control } }: World) {
  for (let place = 0; place < estate.connectedCount; place += 1) {
    const { tenantId } = estate.connected(place);
    const user = (await control.users(tenantId)).find(({ name }) => name.includes(HOSTILE));
    if (user) return { tenantId, userId: user.id };
  }
  throw new Error("The sandbox has no hostile names.");
}

/** A page's pattern as the name of a file: `tenants-tenantId-users`. */
const nameOf = (pattern: PagePattern): string =>
  pattern === "/" ? "overview" : pattern.slice(1).replaceAll("/", "-").replaceAll(/[[\]]/g, "");

/** Every page that the demo's data has something for, as somebody with this role sees it. */
const everyPage = (as: Role): readonly Scene[] =>
  filledPages.map(({ pattern }) =>
    at(
      as === "admin" ? nameOf(pattern) : `${as}-${nameOf(pattern)}`,
      async (world) =>
        (await filledPagesOf(world)).find((page) => page.pattern === pattern)?.address ?? pattern,
      { as },
    ),
  );

/** More of what pages show, as an administrator sees it. */
const filled: readonly Scene[] = [
  at("tenants-filtered", "/tenants?region=eu-west-1,us-east-1&status=active&search=a"),
  at("tenants-none-match", "/tenants?search=nothing-is-called-like-this"),
  at("tenant-failing", ({ estate }) => `/tenants/${estate.failing.tenantId}`),
  at("tenant-waiting", ({ estate }) => `/tenants/${estate.waiting(1).tenantId}`),
  at("tenant-users-failing", ({ estate }) => `/tenants/${estate.failing.tenantId}/users`),
  at("tenant-users-waiting", ({ estate }) => `/tenants/${estate.waiting(1).tenantId}/users`),
  at("tenant-tokens-failing", ({ estate }) => `/tenants/${estate.failing.tenantId}/tokens`),
  at("user-hostile", async (world) => {
    const { tenantId, userId } = await hostileOf(world);
    return `/tenants/${tenantId}/users/${userId}`;
  }),
  at("tenant-users-hostile", async (world) => `/tenants/${(await hostileOf(world)).tenantId}/users`),
  at("tokens-hostile", `/tokens?search=${HOSTILE}`),
  at("tokens-none-match", "/tokens?search=nothing-is-called-like-this"),
  at("tokens-by-tenant", "/tokens/tenants"),
  at("tokens-by-person-hostile", `/tokens/people?search=${HOSTILE}`),
  at("tokens-by-client", "/tokens/clients"),
  at("credentials-failing", "/credentials?health=failing"),
  at("connect-tenant", ({ estate }) => `/credentials/tenants/new?tenant=${estate.waiting(1).tenantId}`),
  at("not-found", "/tenants/there-is-no-such-tenant"),
  at("not-found-outside", "/there/is/no-such-page"),
];

/** What is there before anything is connected. */
const empty: readonly Scene[] = pagesWith({})
  .filter(({ kind }) => kind !== "form")
  .map(({ pattern, address }) => at(`empty-${nameOf(pattern)}`, address, { world: "new" }));

/** Every page as who may less sees it, and what they read of a tenant that waits to be connected. */
const lesser: readonly Scene[] = (["operator", "auditor", "viewer"] as const).flatMap((as) => [
  ...everyPage(as),
  at(`${as}-tenant-waiting`, ({ estate }) => `/tenants/${estate.waiting(1).tenantId}`, { as }),
]);

/** What is slow or broken. */
const failing: readonly Scene[] = [
  scene(
    "loading-users",
    async (page, world) => {
      await world.sandbox.control.addFault({
        host: world.estate.connected(CONNECTED).hostname,
        path: "/api/v1/users",
        hang: true,
      });
      await page.goto(`${tenantOf(world)}/users`);
      await page.getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "attached" });
    },
    { tidy: ({ sandbox }) => sandbox.control.clearFaults() },
  ),
  scene(
    "failing-tokens",
    async (page, world) => {
      await world.sandbox.control.addFault({
        host: world.estate.connected(CONNECTED).hostname,
        path: "/api/v1/oauth-tokens",
        status: 403,
        body: {
          errors: [{ code: "OAUTH-14", title: "Forbidden" }],
          traceId: "0000000000000000a1b2c3d4e5f60718",
        },
      });
      await open(page, `${tenantOf(world)}/tokens`);
    },
    { tidy: ({ sandbox }) => sandbox.control.clearFaults() },
  ),
];

/** Before anybody is signed in. */
const outside: readonly Scene[] = [
  at("sign-in", "/sign-in", { as: null }),
  scene(
    "sign-in-refused",
    async (page) => {
      await open(page, "/sign-in");
      await page.getByRole("textbox", { name: "Email" }).fill("ada@example.com");
      await page.getByRole("textbox", { name: "Password" }).fill("not the right one");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("alert").filter({ hasText: "not right" }).waitFor();
    },
    { as: null },
  ),
  at("set-up-gone", "/setup?token=used-up", { as: null }),
  at("invitation-gone", "/invitation?token=used-up", { as: null }),
  at("set-up", (world) => /http:\S+\/setup\?token=\S+/.exec(world.console.output())?.[0] ?? "/setup", {
    as: null,
    world: "bare",
  }),
  scene(
    "set-up-errors",
    async (page, world) => {
      await open(page, /http:\S+\/setup\?token=\S+/.exec(world.console.output())?.[0] ?? "/setup");
      await page.getByRole("button", { name: "Create administrator" }).click();
    },
    { as: null, world: "bare" },
  ),
];

export const pages: readonly Scene[] = [
  ...outside,
  ...empty,
  ...everyPage("admin"),
  ...filled,
  ...lesser,
  ...failing,
];
