import { parse, type Filter as ScimFilter } from "scim2-parse-filter";

export type Operator = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "co";

export type Comparison = {
  readonly kind: "comparison";
  readonly attribute: string;
  readonly operator: Operator;
  readonly value: string;
};

export type Filter =
  | Comparison
  | { readonly kind: "and"; readonly parts: readonly Filter[] }
  | { readonly kind: "or"; readonly parts: readonly Filter[] }
  | { readonly kind: "not"; readonly part: Filter };

/** Which operators an attribute takes, and its values in a row. Keys are attribute names in lower case. */
export type Attributes<Row> = Readonly<
  Record<
    string,
    { readonly operators: readonly Operator[]; readonly read: (row: Row) => readonly (string | null)[] }
  >
>;

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly reason: string };

/**
 * The parser doubles backslashes in values, so that `"qlikbot\\id"` would match nothing. The values, which
 * RFC 7644 says are JSON, are therefore read here and the parser only sees their numbers.
 */
function takeValuesOut(text: string): { readonly text: string; readonly values: readonly string[] } {
  const values: string[] = [];
  const numbered = text.replace(/"(?:[^"\\]|\\.)*"/g, (literal) => {
    values.push(String(JSON.parse(literal)));
    return `"${values.length - 1}"`;
  });
  return { text: numbered, values };
}

function refuse(reason: string): never {
  throw new Error(reason);
}

/** Reads a SCIM filter (RFC 7644) that may only use the attributes and operators given. */
export function parseFilter<Row>(text: string, attributes: Attributes<Row>): ParsedFilter {
  const translate = (node: ScimFilter, values: readonly string[]): Filter => {
    if ("filters" in node) {
      return { kind: node.op, parts: node.filters.map((part) => translate(part, values)) };
    }
    if (node.op === "not") return { kind: "not", part: translate(node.filter, values) };
    if (node.op === "[]" || node.op === "pr") return refuse(`${node.op} is not supported`);
    const attribute = node.attrPath.toLowerCase();
    const known = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    const operator = known?.operators.find((candidate) => candidate === node.op);
    const value = typeof node.compValue === "string" ? values[Number(node.compValue)] : undefined;
    if (!known) return refuse(`unknown attribute ${node.attrPath}`);
    if (!operator) return refuse(`${node.attrPath} does not take ${node.op}`);
    if (value === undefined) return refuse(`the value of ${node.attrPath} must be in double quotes`);
    return { kind: "comparison", attribute, operator, value };
  };
  try {
    const taken = takeValuesOut(text);
    return { ok: true, filter: translate(parse(taken.text), taken.values) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** All comparisons in a filter, from left to right. */
export function comparisonsIn(filter: Filter): readonly Comparison[] {
  if (filter.kind === "comparison") return [filter];
  if (filter.kind === "not") return comparisonsIn(filter.part);
  return filter.parts.flatMap(comparisonsIn);
}

function comparesTo(operator: Operator, value: string): (actual: string) => boolean {
  const right = value.toLowerCase();
  const rightTime = Date.parse(value);
  const orderOf = (actual: string): number => {
    const leftTime = Number.isNaN(rightTime) ? Number.NaN : Date.parse(actual);
    if (!Number.isNaN(leftTime)) return leftTime - rightTime;
    const left = actual.toLowerCase();
    return left < right ? -1 : left > right ? 1 : 0;
  };
  switch (operator) {
    case "eq":
      return (actual) => actual.toLowerCase() === right;
    case "ne":
      return (actual) => actual.toLowerCase() !== right;
    case "co":
      return (actual) => actual.toLowerCase().includes(right);
    case "gt":
      return (actual) => orderOf(actual) > 0;
    case "ge":
      return (actual) => orderOf(actual) >= 0;
    case "lt":
      return (actual) => orderOf(actual) < 0;
    case "le":
      return (actual) => orderOf(actual) <= 0;
  }
}

/**
 * The filter as a function, made once for many rows. Comparisons ignore case, and of several values one must
 * fit.
 */
export function matcher<Row>(filter: Filter, attributes: Attributes<Row>): (row: Row) => boolean {
  if (filter.kind === "not") {
    const part = matcher(filter.part, attributes);
    return (row) => !part(row);
  }
  if (filter.kind === "and" || filter.kind === "or") {
    const parts = filter.parts.map((part) => matcher(part, attributes));
    return filter.kind === "and"
      ? (row) => parts.every((part) => part(row))
      : (row) => parts.some((part) => part(row));
  }
  const read = attributes[filter.attribute]?.read ?? (() => []);
  const fits = comparesTo(filter.operator, filter.value);
  return (row) => read(row).some((actual) => actual !== null && fits(actual));
}
