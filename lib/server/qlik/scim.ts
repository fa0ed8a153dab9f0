import "server-only";

declare const filterBrand: unique symbol;

/** A SCIM filter expression (RFC 7644 section 3.4.2.2), made only by the functions of this file. */
export type ScimFilter = string & { readonly [filterBrand]: true };

const compare = (attribute: string, operator: string, value: string) =>
  // RFC 7644 writes a compared value as a JSON string: quotes and backslashes are escaped in JSON's way.
  `${attribute} ${operator} ${JSON.stringify(value)}` as ScimFilter;

export const eq = (attribute: string, value: string): ScimFilter => compare(attribute, "eq", value);
export const co = (attribute: string, value: string): ScimFilter => compare(attribute, "co", value);

/** Always in parentheses, even of one: Qlik wants alternatives of a status grouped (users.json, `filter`). */
export const or = (...alternatives: readonly ScimFilter[]): ScimFilter =>
  `(${alternatives.join(" or ")})` as ScimFilter;

/** Without parentheses: `and` binds closer than `or`, which brings its own. */
export const and = (...conditions: readonly ScimFilter[]): ScimFilter =>
  conditions.join(" and ") as ScimFilter;
