-- CreateTable
CREATE TABLE "connection_drafts" (
    "id" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "connection_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_draft_rows" (
    "id" TEXT COLLATE "C" NOT NULL,
    "draftId" TEXT COLLATE "C" NOT NULL,
    "line" INTEGER NOT NULL,
    "hostname" TEXT COLLATE "C" NOT NULL,
    "clientId" TEXT COLLATE "C" NOT NULL,
    "sealedSecret" TEXT COLLATE "C",
    "state" TEXT COLLATE "C" NOT NULL,
    "checkingSince" TIMESTAMP(3),
    "problem" TEXT COLLATE "C",
    "tenantId" TEXT COLLATE "C",
    "tenantName" TEXT COLLATE "C",

    CONSTRAINT "connection_draft_rows_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "connection_draft_rows_draftId_line_idx" ON "connection_draft_rows"("draftId", "line");

-- AddForeignKey
ALTER TABLE "connection_draft_rows" ADD CONSTRAINT "connection_draft_rows_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "connection_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

