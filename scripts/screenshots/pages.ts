import { personWithTokens } from "@/tests/e2e/support/estate";
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

/** Every page with data, as an administrator sees it. */
const filled: readonly Scene[] = [
  at("overview", "/"),
  at("tenants", "/tenants"),
  at("tenants-filtered", "/tenants?region=eu-west-1,us-east-1&status=active&search=a"),
  at("tenants-none-match", "/tenants?search=nothing-is-called-like-this"),
  at("tenant", tenantOf),
  at("tenant-failing", ({ estate }) => `/tenants/${estate.failing.tenantId}`),
  at("tenant-waiting", ({ estate }) => `/tenants/${estate.waiting(1).tenantId}`),
  at("tenant-users", (world) => `${tenantOf(world)}/users`),
  at("tenant-users-failing", ({ estate }) => `/tenants/${estate.failing.tenantId}/users`),
  at("tenant-users-waiting", ({ estate }) => `/tenants/${estate.waiting(1).tenantId}/users`),
  at("tenant-tokens", (world) => `${tenantOf(world)}/tokens`),
  at("tenant-tokens-failing", ({ estate }) => `/tenants/${estate.failing.tenantId}/tokens`),
  at("tenant-history", (world) => `${tenantOf(world)}/history`),
  at("user", personOf),
  at("user-hostile", async (world) => {
    const { tenantId, userId } = await hostileOf(world);
    return `/tenants/${tenantId}/users/${userId}`;
  }),
  at("tenant-users-hostile", async (world) => `/tenants/${(await hostileOf(world)).tenantId}/users`),
  at("tokens", "/tokens"),
  at("tokens-hostile", `/tokens?search=${HOSTILE}`),
  at("tokens-none-match", "/tokens?search=nothing-is-called-like-this"),
  at("tokens-by-tenant", "/tokens/tenants"),
  at("tokens-by-person", "/tokens/people"),
  at("tokens-by-person-hostile", `/tokens/people?search=${HOSTILE}`),
  at("tokens-by-client", "/tokens/clients"),
  at("revocations", "/revocations"),
  at("credentials", "/credentials"),
  at("credentials-failing", "/credentials?health=failing"),
  at("connect-organization", "/credentials/organizations/new"),
  at("connect-tenant", ({ estate }) => `/credentials/tenants/new?tenant=${estate.waiting(1).tenantId}`),
  at("connect-many", "/credentials/tenants/many"),
  at("activity", "/activity"),
  at("settings", "/settings"),
  at("settings-people", "/settings/people"),
  at("settings-invite", "/settings/people/invite"),
  at("settings-sign-in", "/settings/sign-in"),
  at("settings-keys", "/settings/keys"),
  at("not-found", "/tenants/there-is-no-such-tenant"),
  at("not-found-outside", "/there/is/no-such-page"),
];

/** What is there before anything is connected. */
const empty: readonly Scene[] = [
  "/",
  "/tenants",
  "/tokens",
  "/tokens/people",
  "/revocations",
  "/credentials",
  "/activity",
  "/settings/people",
].map((address) =>
  at(`empty${address === "/" ? "-overview" : address.replaceAll("/", "-")}`, address, { world: "new" }),
);

/** The pages that look otherwise to who may less. */
const lesser: readonly Scene[] = (["operator", "auditor", "viewer"] as const).flatMap((as) => [
  at(`${as}-overview`, "/", { as }),
  at(`${as}-tenants`, "/tenants", { as }),
  at(`${as}-tenant`, tenantOf, { as }),
  at(`${as}-tenant-waiting`, ({ estate }) => `/tenants/${estate.waiting(1).tenantId}`, { as }),
  at(`${as}-user`, personOf, { as }),
  at(`${as}-tokens`, "/tokens", { as }),
  at(`${as}-credentials`, "/credentials", { as }),
  at(`${as}-connect-organization`, "/credentials/organizations/new", { as }),
  at(`${as}-activity`, "/activity", { as }),
  at(`${as}-settings`, "/settings", { as }),
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

export const pages: readonly Scene[] = [...outside, ...empty, ...filled, ...lesser, ...failing];
