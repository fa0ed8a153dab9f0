-- AlterTable
ALTER TABLE "revocations" ADD COLUMN     "actId" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN     "owner" TEXT COLLATE "C",
ADD COLUMN     "partOf" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "audit_texts" (
    "id" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "audit_texts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_text_uses" (
    "textId" TEXT COLLATE "C" NOT NULL,
    "actId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "audit_text_uses_pkey" PRIMARY KEY ("textId","actId")
);

-- CreateIndex
CREATE INDEX "audit_text_uses_actId_idx" ON "audit_text_uses"("actId");

-- CreateIndex
CREATE INDEX "audit_entries_partOf_intentId_sequence_idx" ON "audit_entries"("partOf", "intentId", "sequence");

-- AddForeignKey
ALTER TABLE "audit_text_uses" ADD CONSTRAINT "audit_text_uses_textId_fkey" FOREIGN KEY ("textId") REFERENCES "audit_texts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_text_uses" ADD CONSTRAINT "audit_text_uses_actId_fkey" FOREIGN KEY ("actId") REFERENCES "audit_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

