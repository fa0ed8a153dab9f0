import "server-only";
import { type Invitation, invitation } from "@/lib/contracts/invitations";
import type { Role } from "@/lib/contracts/roles";
import type { Database } from "../database";
import type { Invitation as InvitationRow } from "../generated/client";

export interface NewInvitation {
  readonly id: string;
  readonly tokenHash: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedById: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const withInviter = { invitedBy: { select: { id: true, name: true } } };

/** One-time links with which people join; only the hash of a token is kept. */
export function createInvitationStore(db: Database) {
  return {
    async list(): Promise<Invitation[]> {
      const rows = await db.invitation.findMany({
        include: withInviter,
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      });
      return rows.map(toInvitation);
    },
    async find(id: string): Promise<Invitation | undefined> {
      const row = await db.invitation.findUnique({ where: { id }, include: withInviter });
      return row ? toInvitation(row) : undefined;
    },
    /** One that still works at that time. */
    async findOpen(tokenHash: string, at: Date): Promise<Invitation | undefined> {
      const row = await db.invitation.findUnique({
        where: { tokenHash, expiresAt: { gt: at } },
        include: withInviter,
      });
      return row ? toInvitation(row) : undefined;
    },
    async isForEmail(email: string): Promise<boolean> {
      return (await db.invitation.count({ where: { email } })) > 0;
    },
    /** Throws a unique violation when the e-mail has been invited meanwhile. */
    async create(data: NewInvitation): Promise<void> {
      await db.invitation.create({ data });
    },
    /** False when it is gone: used, or revoked. */
    async renew(id: string, token: { tokenHash: string; expiresAt: Date }): Promise<boolean> {
      const { count } = await db.invitation.updateMany({ where: { id }, data: token });
      return count === 1;
    },
    /** True when it was there and in time: whoever takes it first has it, the next one gets nothing. */
    async take(tokenHash: string, at: Date): Promise<boolean> {
      const { count } = await db.invitation.deleteMany({ where: { tokenHash, expiresAt: { gt: at } } });
      return count === 1;
    },
    async remove(id: string): Promise<boolean> {
      const { count } = await db.invitation.deleteMany({ where: { id } });
      return count === 1;
    },
    async removeOf(invitedById: string): Promise<number> {
      const { count } = await db.invitation.deleteMany({ where: { invitedById } });
      return count;
    },
  };
}

function toInvitation(row: InvitationRow & { invitedBy: { id: string; name: string } }): Invitation {
  return invitation.parse({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    invitedBy: { id: row.invitedBy.id, name: row.invitedBy.name },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  });
}
