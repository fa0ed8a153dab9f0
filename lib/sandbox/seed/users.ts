import type { AssignedRole, OAuthClient, Tenant, User, UserStatus } from "../model";
import { HOSTILE_NAMES, type PersonName, personName } from "./people-names";
import { createRandom, type Random } from "./random";
import { ANALYTICS_ADMIN, EVERYDAY_ROLES, GROUPS, TENANT_ADMIN } from "./roles";
import { DAY, HOUR, timestamp } from "./time";

const OTHER_INTEGRATIONS = [
  "Data catalogue sync",
  "Nightly reload runner",
  "Backup & restore <prod>",
] as const;

/** Every tenant has an administrator and somebody of each status; where hostile names stand, they show. */
const FIRST_STATUSES: readonly UserStatus[] = [
  "active",
  "active",
  "disabled",
  "invited",
  "active",
  "active",
  "disabled",
  "active",
  "active",
  "deleted",
  "provisioned",
];

function personStatus(index: number, random: Random): UserStatus {
  const fixed = FIRST_STATUSES[index];
  if (fixed) return fixed;
  const share = random.next();
  if (share < 0.08) return "disabled";
  if (share < 0.12) return "invited";
  if (share < 0.15) return "deleted";
  return "active";
}

function personRoles(index: number, random: Random): readonly AssignedRole[] {
  if (index === 0) return [TENANT_ADMIN];
  if (index === 1) return [TENANT_ADMIN, ANALYTICS_ADMIN];
  if (random.chance(0.05)) return [ANALYTICS_ADMIN];
  return random.chance(0.6) ? [random.pick(EVERYDAY_ROLES)] : [];
}

type PersonPlan = {
  readonly tenant: Tenant;
  readonly startedAt: number;
  readonly index: number;
  readonly person: PersonName;
  readonly random: Random;
};

function createPerson({ tenant, startedAt, index, person, random }: PersonPlan): User {
  const id = random.hex(24);
  const status = personStatus(index, random);
  const createdAt = startedAt - random.integer(3, 1100) * DAY - random.integer(0, 23) * HOUR;
  const lastUpdatedAt = Math.max(createdAt, startedAt - random.integer(0, 200) * DAY);
  const subject = `${random.pick(["auth0|", "NORTHWIND\\", ""])}${random.hex(24)}`;
  const mailbox = `${person.mailbox}.${index}`;
  // Deletion takes personal data away; what stays of the name is not documented, so it is the subject here.
  const isDeleted = status === "deleted";
  const hasEmail = !isDeleted && !random.chance(0.06);
  const inviteDays = random.integer(-5, 25);
  return {
    id,
    tenantId: tenant.id,
    subject,
    name: isDeleted ? subject : person.name,
    email: hasEmail ? `${mailbox}@${tenant.emailDomain}` : null,
    status,
    clientId: null,
    createdAt: timestamp(createdAt),
    lastUpdatedAt: timestamp(lastUpdatedAt),
    inviteExpiry: status === "invited" ? Math.floor((startedAt + inviteDays * DAY) / 1000) : null,
    assignedRoles: personRoles(index, random),
    assignedGroups: random.chance(0.4) ? [random.pick(GROUPS)] : [],
    hasOldMembers: random.chance(0.4),
  };
}

/** A bot user, as the first token request of an OAuth client makes it: no e-mail, the client's name. */
export function createBot(
  tenant: Tenant,
  client: Pick<OAuthClient, "clientId" | "name">,
  createdAt: number,
): User {
  return {
    id: createRandom("bot", tenant.id, client.clientId).hex(24),
    tenantId: tenant.id,
    subject: `qlikbot\\${client.clientId}`,
    name: client.name,
    email: null,
    status: "active",
    clientId: client.clientId,
    createdAt: timestamp(createdAt),
    lastUpdatedAt: timestamp(createdAt),
    inviteExpiry: null,
    assignedRoles: [TENANT_ADMIN],
    assignedGroups: [],
    hasOldMembers: false,
  };
}

/** Users of a tenant before anybody has called it: people, and bots of other integrations. */
export function createSeededUsers(seed: number, tenant: Tenant, startedAt: number): readonly User[] {
  const random = createRandom("users", seed, tenant.id);
  const people = Array.from({ length: random.integer(34, 46) }, (_, index) => {
    const hostile = tenant.hasHostileNames ? HOSTILE_NAMES[index - 4] : undefined;
    const person = hostile ?? personName(random);
    return createPerson({ tenant, startedAt, index, person, random });
  });
  const bots = OTHER_INTEGRATIONS.slice(0, random.integer(2, 3)).map((name) =>
    createBot(tenant, { clientId: random.hex(32), name }, startedAt - random.integer(20, 900) * DAY),
  );
  return [...people, ...bots];
}
