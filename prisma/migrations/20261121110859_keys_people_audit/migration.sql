-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN "address" TEXT;
ALTER TABLE "audit_entries" ADD COLUMN "keyId" TEXT;
ALTER TABLE "audit_entries" ADD COLUMN "mac" TEXT;
ALTER TABLE "audit_entries" ADD COLUMN "reason" TEXT;

-- AlterTable
ALTER TABLE "installation" ADD COLUMN "backupConfirmedAt" DATETIME;
ALTER TABLE "installation" ADD COLUMN "backupConfirmedBy" TEXT;
ALTER TABLE "installation" ADD COLUMN "backupConfirmedFor" TEXT;

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "recovery_codes_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "invitations_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "sign_in_limits" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "failures" INTEGER NOT NULL,
    "lastFailureAt" DATETIME NOT NULL,
    "blockedUntil" DATETIME
);

-- CreateTable
CREATE TABLE "audit_heads" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT DEFAULT 1,
    "sequence" INTEGER NOT NULL,
    "mac" TEXT NOT NULL,
    "keyId" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "audit_checkpoints" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "mac" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "entries" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "archivedAt" DATETIME NOT NULL,
    "signature" TEXT NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_data_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL DEFAULT 'secrets',
    "wrapped" TEXT NOT NULL,
    "rootKeyId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" DATETIME
);
INSERT INTO "new_data_keys" ("createdAt", "id", "rootKeyId", "wrapped") SELECT "createdAt", "id", "rootKeyId", "wrapped" FROM "data_keys";
DROP TABLE "data_keys";
ALTER TABLE "new_data_keys" RENAME TO "data_keys";
CREATE TABLE "new_people" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "roleSource" TEXT NOT NULL DEFAULT 'console',
    "passwordHash" TEXT,
    "oidcIssuer" TEXT,
    "oidcSubject" TEXT,
    "sealedTotpSecret" TEXT,
    "totpConfirmedAt" DATETIME,
    "totpLastStep" INTEGER,
    "lastSignedInAt" DATETIME,
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_people" ("createdAt", "disabledAt", "email", "id", "name", "passwordHash", "role") SELECT "createdAt", "disabledAt", "email", "id", "name", "passwordHash", "role" FROM "people";
DROP TABLE "people";
ALTER TABLE "new_people" RENAME TO "people";
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");
CREATE UNIQUE INDEX "people_oidcIssuer_oidcSubject_key" ON "people"("oidcIssuer", "oidcSubject");
CREATE TABLE "new_sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "authenticatedAt" DATETIME,
    "method" TEXT NOT NULL DEFAULT 'password',
    "address" TEXT,
    "userAgent" TEXT,
    CONSTRAINT "sessions_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_sessions" ("createdAt", "expiresAt", "id", "lastSeenAt", "personId") SELECT "createdAt", "expiresAt", "id", "lastSeenAt", "personId" FROM "sessions";
DROP TABLE "sessions";
ALTER TABLE "new_sessions" RENAME TO "sessions";
CREATE INDEX "sessions_personId_idx" ON "sessions"("personId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "recovery_codes_personId_idx" ON "recovery_codes"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_tokenHash_key" ON "invitations"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_email_key" ON "invitations"("email");

-- CreateIndex
CREATE INDEX "audit_entries_requestId_idx" ON "audit_entries"("requestId");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");
