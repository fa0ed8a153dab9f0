import { demoSelection } from "@/scripts/lib/demo-selection.js";
import type {
  SandboxControl,
  SandboxToken,
  SandboxUser,
  TenantOfSandbox,
} from "@/tests/support/servers/sandbox-control";

export type Estate = Awaited<ReturnType<typeof readEstate>>;

function at<Item>(items: readonly Item[], place: number, what: string): Item {
  const item = items[place];
  if (item === undefined) throw new Error(`The sandbox has no ${what} ${place}.`);
  return item;
}

/** What the sandbox holds, by the part that it plays in the demo's data. */
export async function readEstate(control: SandboxControl) {
  const credentials = await control.credentials();
  const { organizations, tenants } = credentials;
  const { connected, waiting } = demoSelection(credentials);
  const isOf = (list: readonly { readonly tenantId: string }[]) => {
    const ids = new Set(list.map(({ tenantId }) => tenantId));
    return tenants.filter(({ tenantId }) => ids.has(tenantId));
  };
  const [connectedTenants, waitingTenants] = [isOf(connected), isOf(waiting)];
  const deactivated = tenants.filter(({ status }) => status === "deactivated");
  return {
    organization: (place: 0 | 1) => at(organizations, place, "organization"),
    tenants: (organization: 0 | 1) =>
      tenants.filter(
        (tenant) => tenant.organization === at(organizations, organization, "organization").name,
      ),
    /** Tenants whose credential the demo has stored. */
    connected: (place: number) => at(connectedTenants, place, "connected tenant"),
    connectedCount: connectedTenants.length,
    /** Tenants in service that nobody has connected. */
    waiting: (place: number) => at(waitingTenants, place, "waiting tenant"),
    /** Its credential is stored, and refused. */
    failing: at(deactivated, 0, "deactivated tenant"),
    deactivated: at(deactivated, 1, "deactivated tenant"),
    /** Of Qlik Cloud Government: no organization lists it. */
    government: at(
      tenants.filter((tenant) => tenant.organization === null),
      0,
      "tenant without organization",
    ),
  };
}

/** A person of the tenant, no bot, who holds at least so many tokens; they come with them. */
export async function personWithTokens(
  control: SandboxControl,
  { tenantId }: Pick<TenantOfSandbox, "tenantId">,
  atLeast = 2,
): Promise<{ readonly user: SandboxUser; readonly tokens: readonly [SandboxToken, ...SandboxToken[]] }> {
  const [users, all] = await Promise.all([control.users(tenantId), control.tokens(tenantId)]);
  for (const user of users) {
    const isUnique = users.filter(({ name }) => name === user.name).length === 1;
    const [first, ...rest] = all.filter(({ userId }) => userId === user.id);
    if (user.email && user.status === "active" && isUnique && first && rest.length + 1 >= atLeast) {
      return { user, tokens: [first, ...rest] };
    }
  }
  throw new Error(`Nobody in the tenant ${tenantId} holds ${atLeast} tokens.`);
}
