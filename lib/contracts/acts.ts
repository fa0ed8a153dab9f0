import { accountActs } from "./acts/account";
import { auditLogActs } from "./acts/audit-log";
import { credentialsActs } from "./acts/credentials";
import { encryptionKeysActs } from "./acts/encryption-keys";
import { installationActs } from "./acts/installation";
import { invitationsActs } from "./acts/invitations";
import { oauthTokensActs } from "./acts/oauth-tokens";
import { organizationsActs } from "./acts/organizations";
import { peopleActs } from "./acts/people";
import { revocationsActs } from "./acts/revocations";
import { settingsActs } from "./acts/settings";

/** Every act that the activity log can tell of, one line per resource, in the order in which one chooses among them. */
export const acts = {
  ...accountActs,
  ...settingsActs,
  ...invitationsActs,
  ...peopleActs,
  ...organizationsActs,
  ...credentialsActs,
  ...oauthTokensActs,
  ...auditLogActs,
  ...encryptionKeysActs,
  ...installationActs,
  ...revocationsActs,
};

export type AuditAction = keyof typeof acts;
// TypeScript gives the keys of an object as text.
export const auditActions = Object.keys(acts) as readonly AuditAction[];

/** What types of objects an act may be on. */
export type ObjectTypeOf<Action extends AuditAction> = (typeof acts)[Action]["on"][number];
