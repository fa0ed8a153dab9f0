-- CreateTable
CREATE TABLE "connection_drafts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "connection_draft_rows" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "draftId" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "hostname" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "sealedSecret" TEXT,
    "state" TEXT NOT NULL,
    "checkingSince" DATETIME,
    "problem" TEXT,
    "tenantId" TEXT,
    "tenantName" TEXT,
    CONSTRAINT "connection_draft_rows_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "connection_drafts" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "connection_draft_rows_draftId_line_idx" ON "connection_draft_rows"("draftId", "line");
