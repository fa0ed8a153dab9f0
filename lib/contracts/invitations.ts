import { z } from "zod";
import { instant, listOf, opaqueId } from "./lists";
import { operation } from "./operation";
import { email, newPassword, person, personName } from "./people";
import { role } from "./role";

/** How long a link works, in days. */
export const INVITATION_DAYS = 7;

/** Somebody who may join, and has not yet. */
export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: instant,
  expiresAt: instant,
});
export type Invitation = z.infer<typeof invitation>;

export const invitationList = listOf(invitation);

/** Its token is told this once and kept nowhere: whoever has it may join. */
export const invitationWithToken = invitation.extend({
  token: z.string().describe("For the page /invitation?token=…; told once."),
});
export type InvitationWithToken = z.infer<typeof invitationWithToken>;

const invitationToken = z.string().min(1).max(256);
const oneInvitation = z.object({ invitationId: opaqueId });

export const inviteInput = z.strictObject({ name: personName, email, role });
export type InviteInput = z.infer<typeof inviteInput>;

export const acceptInvitationInput = z.strictObject({
  token: invitationToken,
  name: personName,
  password: newPassword,
});
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>;

export const listInvitations = operation({
  id: "listInvitations",
  method: "GET",
  path: "/api/invitations",
  role: "admin",
  summary: "Invitations that nobody has accepted yet, those that ran out too",
  answer: invitationList,
});

export const invite = operation({
  id: "invite",
  method: "POST",
  path: "/api/invitations",
  role: "admin",
  effect: "changes-who-may",
  summary: "Make a one-time link with which somebody joins with a role",
  body: inviteInput,
  answer: invitationWithToken,
  status: 201,
});

export const renewInvitation = operation({
  id: "renewInvitation",
  method: "POST",
  path: "/api/invitations/{invitationId}/renew",
  role: "admin",
  effect: "changes-who-may",
  summary: "Make a new link, which ends the one before",
  params: oneInvitation,
  answer: invitationWithToken,
});

export const revokeInvitation = operation({
  id: "revokeInvitation",
  method: "DELETE",
  path: "/api/invitations/{invitationId}",
  role: "admin",
  effect: "changes-who-may",
  summary: "End a link that nobody has used",
  params: oneInvitation,
  status: 204,
});

export const acceptInvitation = operation({
  id: "acceptInvitation",
  method: "POST",
  path: "/api/invitations/accept",
  role: "none",
  effect: "proves-who-it-is",
  summary: "Join with the one-time link and a password",
  body: acceptInvitationInput,
  answer: person,
  status: 201,
});

export const acceptInvitationBySingleSignOn = operation({
  id: "acceptInvitationBySingleSignOn",
  method: "POST",
  path: "/api/invitations/accept/single-sign-on",
  role: "none",
  effect: "proves-who-it-is",
  summary: "Keep the one-time link in a cookie for the single sign-on that follows",
  body: z.strictObject({ token: invitationToken }),
  status: 204,
});
