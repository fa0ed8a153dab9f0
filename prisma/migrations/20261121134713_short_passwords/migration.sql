-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_people" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "roleSource" TEXT NOT NULL DEFAULT 'console',
    "passwordHash" TEXT,
    "passwordIsShort" BOOLEAN NOT NULL DEFAULT false,
    "oidcIssuer" TEXT,
    "oidcSubject" TEXT,
    "sealedTotpSecret" TEXT,
    "totpConfirmedAt" DATETIME,
    "totpLastStep" INTEGER,
    "lastSignedInAt" DATETIME,
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_people" ("createdAt", "disabledAt", "email", "id", "lastSignedInAt", "name", "oidcIssuer", "oidcSubject", "passwordHash", "role", "roleSource", "sealedTotpSecret", "totpConfirmedAt", "totpLastStep") SELECT "createdAt", "disabledAt", "email", "id", "lastSignedInAt", "name", "oidcIssuer", "oidcSubject", "passwordHash", "role", "roleSource", "sealedTotpSecret", "totpConfirmedAt", "totpLastStep" FROM "people";
DROP TABLE "people";
ALTER TABLE "new_people" RENAME TO "people";
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");
CREATE UNIQUE INDEX "people_oidcIssuer_oidcSubject_key" ON "people"("oidcIssuer", "oidcSubject");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

