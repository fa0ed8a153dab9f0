import { type Attributes, comparisonsIn, type Filter, type ParsedFilter, parseFilter } from "../filters";
import type { User } from "../model";
import { withoutNulls } from "../without-nulls";

const EQUAL = ["eq"] as const;
const EQUAL_OR_PART = ["eq", "co"] as const;

export const FILTERABLE: Attributes<User> = {
  id: { operators: EQUAL, read: ({ id }) => [id] },
  subject: { operators: EQUAL_OR_PART, read: ({ subject }) => [subject] },
  name: { operators: EQUAL_OR_PART, read: ({ name }) => [name] },
  email: { operators: EQUAL_OR_PART, read: ({ email }) => [email] },
  status: { operators: EQUAL, read: ({ status }) => [status] },
  clientid: { operators: EQUAL, read: ({ clientId }) => [clientId] },
  "assignedroles.id": { operators: EQUAL, read: (user) => user.assignedRoles.map(({ id }) => id) },
  "assignedroles.name": { operators: EQUAL, read: (user) => user.assignedRoles.map(({ name }) => name) },
  "assignedgroups.id": { operators: EQUAL, read: (user) => user.assignedGroups.map(({ id }) => id) },
  "assignedgroupsassignedroles.name": { operators: EQUAL, read: () => [] },
  assignedscopes: { operators: EQUAL, read: () => [] },
};

export const SORTABLE = {
  name: ({ name }) => name,
  _id: ({ id }) => id,
  id: ({ id }) => id,
  tenantId: ({ tenantId }) => tenantId,
  clientId: ({ clientId }) => clientId ?? "",
  status: ({ status }) => status,
  subject: ({ subject }) => subject,
  email: ({ email }) => email ?? "",
  inviteExpiry: ({ inviteExpiry }) => String(inviteExpiry ?? ""),
  createdAt: ({ createdAt }) => createdAt,
} as const satisfies Readonly<Record<string, (user: User) => string>>;

const ACTIVE_ONLY: Filter = { kind: "comparison", attribute: "status", operator: "eq", value: "active" };

const namesStatus = (filter: Filter): boolean =>
  comparisonsIn(filter).some(({ attribute }) => attribute === "status");
const isOnlyStatus = (filter: Filter): boolean =>
  comparisonsIn(filter).every(({ attribute }) => attribute === "status");

/** Conditions on the status must stand together and apply to the whole expression. */
function groupsStatus(filter: Filter): boolean {
  if (!namesStatus(filter) || isOnlyStatus(filter)) return true;
  if (filter.kind !== "and") return false;
  const groups = filter.parts.filter(namesStatus);
  return groups.length === 1 && groups.every(isOnlyStatus);
}

/** Reads the filter of the list. One that does not name the status shows active users only. */
export function readUserFilter(text: string | null): ParsedFilter {
  if (text === null) return { ok: true, filter: ACTIVE_ONLY };
  const parsed = parseFilter(text, FILTERABLE);
  if (!parsed.ok) return parsed;
  if (!groupsStatus(parsed.filter)) {
    return { ok: false, reason: "status conditions must be grouped and apply to the whole expression" };
  }
  if (namesStatus(parsed.filter)) return parsed;
  return { ok: true, filter: { kind: "and", parts: [parsed.filter, ACTIVE_ONLY] } };
}

/** How many ids a filter names; none in one that cannot be read. */
export function idsIn(text: string): number {
  const parsed = parseFilter(text, FILTERABLE);
  return parsed.ok ? comparisonsIn(parsed.filter).filter(({ attribute }) => attribute === "id").length : 0;
}

/** A user as the API shows it, with its own link and, for some, the members of old. */
export function toUser(user: User, origin: string): Record<string, unknown> {
  const groups = user.assignedGroups.map((group) => ({ ...group, providerType: "idp", assignedRoles: [] }));
  return withoutNulls({
    id: user.id,
    tenantId: user.tenantId,
    subject: user.subject,
    name: user.name,
    email: user.email,
    status: user.status,
    clientId: user.clientId,
    createdAt: user.createdAt,
    lastUpdatedAt: user.lastUpdatedAt,
    inviteExpiry: user.inviteExpiry,
    assignedRoles: user.assignedRoles,
    assignedGroups: groups,
    ...(user.hasOldMembers
      ? {
          roles: user.assignedRoles.map(({ name }) => name),
          created: user.createdAt,
          lastUpdated: user.lastUpdatedAt,
        }
      : {}),
    links: { self: { href: `${origin}/api/v1/users/${user.id}` } },
  });
}

/** The members asked for; `null` asks for all. */
export function pickFields(user: Record<string, unknown>, fields: string | null): Record<string, unknown> {
  if (fields === null) return user;
  const asked = fields.split(",");
  return Object.fromEntries(Object.entries(user).filter(([name]) => asked.includes(name)));
}
