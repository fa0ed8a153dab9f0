import type { AssignedRole } from "../model";
import { createRandom } from "./random";

function role(name: string, type: AssignedRole["type"], level: AssignedRole["level"]): AssignedRole {
  return { id: createRandom("role", name).hex(24), name, type, level };
}

export const TENANT_ADMIN = role("TenantAdmin", "default", "admin");

export const EVERYDAY_ROLES: readonly [AssignedRole, ...AssignedRole[]] = [
  role("SharedSpaceCreator", "default", "user"),
  role("ManagedSpaceCreator", "default", "user"),
  role("DataServicesContributor", "default", "user"),
  role("Regional reviewer", "custom", "user"),
];

export const ANALYTICS_ADMIN = role("AnalyticsAdmin", "default", "admin");

type Group = { readonly id: string; readonly name: string };

function group(name: string): Group {
  return { id: createRandom("group", name).hex(24), name };
}

export const GROUPS: readonly [Group, ...Group[]] = [
  group("Finance"),
  group("Sales – DACH"),
  group("データ分析"),
  group("External consultants"),
];
