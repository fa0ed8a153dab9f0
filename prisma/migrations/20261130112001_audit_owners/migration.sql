-- AlterTable
ALTER TABLE "revocations" ADD COLUMN "actId" TEXT;

-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN "owner" TEXT;
ALTER TABLE "audit_entries" ADD COLUMN "partOf" TEXT;

-- CreateTable
CREATE TABLE "audit_texts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "audit_text_uses" (
    "textId" TEXT NOT NULL,
    "actId" TEXT NOT NULL,

    PRIMARY KEY ("textId", "actId"),
    CONSTRAINT "audit_text_uses_textId_fkey" FOREIGN KEY ("textId") REFERENCES "audit_texts" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "audit_text_uses_actId_fkey" FOREIGN KEY ("actId") REFERENCES "audit_entries" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "audit_text_uses_actId_idx" ON "audit_text_uses"("actId");

-- CreateIndex
CREATE INDEX "audit_entries_partOf_intentId_sequence_idx" ON "audit_entries"("partOf", "intentId", "sequence");

