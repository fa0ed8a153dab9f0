-- What is known of a client holds for all its rows.
UPDATE "credentials" SET "level" = 'region'
WHERE "level" = 'tenant' AND "clientId" IN (SELECT "clientId" FROM "credentials" WHERE "level" = 'region');
