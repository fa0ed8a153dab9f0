-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN "actorRole" TEXT;

-- CreateIndex
CREATE INDEX "audit_entries_actorId_sequence_idx" ON "audit_entries"("actorId", "sequence");

-- CreateIndex
CREATE INDEX "audit_entries_tenantId_sequence_idx" ON "audit_entries"("tenantId", "sequence");

-- CreateIndex
CREATE INDEX "audit_entries_objectId_sequence_idx" ON "audit_entries"("objectId", "sequence");

-- Entries leave the log only when they were archived: a signed checkpoint says up to where.
DROP TRIGGER "audit_entries_no_delete";
CREATE TRIGGER "audit_entries_no_delete" BEFORE DELETE ON "audit_entries"
WHEN NOT EXISTS (SELECT 1 FROM "audit_checkpoints" WHERE "sequence" >= OLD."sequence")
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;

CREATE TRIGGER "audit_checkpoints_no_update" BEFORE UPDATE ON "audit_checkpoints"
BEGIN SELECT RAISE(ABORT, 'audit checkpoints are append-only'); END;

CREATE TRIGGER "audit_checkpoints_no_delete" BEFORE DELETE ON "audit_checkpoints"
BEGIN SELECT RAISE(ABORT, 'audit checkpoints are append-only'); END;

CREATE TRIGGER "audit_heads_forward" BEFORE UPDATE ON "audit_heads"
WHEN NEW."sequence" < OLD."sequence" OR NEW."id" <> OLD."id"
BEGIN SELECT RAISE(ABORT, 'the end of the audit log only moves forward'); END;

CREATE TRIGGER "audit_heads_no_delete" BEFORE DELETE ON "audit_heads"
BEGIN SELECT RAISE(ABORT, 'the end of the audit log only moves forward'); END;
