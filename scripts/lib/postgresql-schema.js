/** @type {readonly (readonly [sqlite: string, postgresql: string])[]} */
const DIFFERENCES = [
  [
    "// SQLite is the model's home; see docs/decisions/0003-own-migrator.md for how migrations are applied.\n",
    "// Made from ../schema/ by `npm run migration`; see docs/decisions/0015-one-model-two-databases.md.\n",
  ],
  ['"../../lib/server/store/generated"', '"../../lib/server/store/postgresql/generated"'],
  ['provider = "sqlite"', 'provider = "postgresql"'],
];

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function exchange(text, from, to) {
  return DIFFERENCES.reduce((changed, pair) => {
    const [former = "", latter = ""] = [pair[from], pair[to]];
    if (!changed.includes(former)) throw new Error(`The schema has no ${former.trim()}`);
    return changed.replace(former, latter);
  }, text);
}

/**
 * The schema for PostgreSQL of the SQLite one, which is the model.
 * @param {string} sqlite
 */
export const toPostgresqlSchema = (sqlite) => exchange(sqlite, 0, 1);

/**
 * The SQLite schema that a PostgreSQL one was made from.
 * @param {string} postgresql
 */
export const toSqliteSchema = (postgresql) => exchange(postgresql, 1, 0);

/**
 * SQL for PostgreSQL in which text is compared and ordered by its bytes, as SQLite does: a page ends and the next one
 * begins at the same row on both, whatever language the database was made for.
 * @param {string} sql
 */
export const withByteOrder = (sql) =>
  sql.replace(/("\w+"\s+(?:SET DATA TYPE )?TEXT)\b(?! COLLATE)/g, '$1 COLLATE "C"');
