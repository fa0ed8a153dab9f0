-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN "actorRole" TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "audit_entries_actorId_sequence_idx" ON "audit_entries"("actorId", "sequence");

-- CreateIndex
CREATE INDEX "audit_entries_tenantId_sequence_idx" ON "audit_entries"("tenantId", "sequence");

-- CreateIndex
CREATE INDEX "audit_entries_objectId_sequence_idx" ON "audit_entries"("objectId", "sequence");

CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;

CREATE OR REPLACE FUNCTION audit_refuse_unarchived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "audit_checkpoints" WHERE "sequence" >= OLD."sequence") THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'audit entries are append-only';
END $$;

CREATE OR REPLACE FUNCTION audit_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."sequence" >= OLD."sequence" AND NEW."id" = OLD."id" THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the end of the audit log only moves forward';
END $$;

DROP TRIGGER IF EXISTS "audit_entries_no_update" ON "audit_entries";
DROP TRIGGER IF EXISTS "audit_entries_no_delete" ON "audit_entries";
DROP TRIGGER IF EXISTS "audit_entries_no_change" ON "audit_entries";
DROP TRIGGER IF EXISTS "audit_entries_no_truncate" ON "audit_entries";
CREATE TRIGGER "audit_entries_no_update" BEFORE UPDATE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER "audit_entries_no_delete" BEFORE DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_refuse_unarchived();
CREATE TRIGGER "audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER "audit_checkpoints_append_only" BEFORE UPDATE OR DELETE ON "audit_checkpoints" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER "audit_heads_forward" BEFORE UPDATE ON "audit_heads" FOR EACH ROW EXECUTE FUNCTION audit_only_forward();
CREATE TRIGGER "audit_heads_no_delete" BEFORE DELETE ON "audit_heads" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
