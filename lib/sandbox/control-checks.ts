export type Check<Value> = { readonly is: (value: unknown) => value is Value; readonly wanted: string };

export const text: Check<string> = { is: (value) => typeof value === "string", wanted: "text" };

export const flag: Check<boolean> = { is: (value) => typeof value === "boolean", wanted: "true or false" };

export const count: Check<number> = {
  is: (value): value is number => typeof value === "number" && Number.isInteger(value) && value >= 0,
  wanted: "a whole number",
};

export const number: Check<number> = {
  is: (value): value is number => typeof value === "number" && Number.isFinite(value),
  wanted: "a number",
};

export const atLeastZero: Check<number> = {
  is: (value): value is number => number.is(value) && value >= 0,
  wanted: "a number that is not negative",
};

export const oneOf = <Value extends string>(values: readonly Value[]): Check<Value> => ({
  is: (value): value is Value => values.some((known) => known === value),
  wanted: `one of ${values.join(", ")}`,
});

export const orNull = <Value>({ is, wanted }: Check<Value>): Check<Value | null> => ({
  is: (value): value is Value | null => value === null || is(value),
  wanted: `${wanted} or null`,
});

/** A check for each member that a body may have. */
export type Checks<Shape> = {
  readonly [Key in keyof Required<Shape>]: Check<Exclude<Required<Shape>[Key], undefined>>;
};

type Body = Readonly<Record<string, unknown>> | null;

/** What is wrong with a body, in words; `null` when nothing is. A misspelt member must not pass unnoticed. */
export function complaint(body: Body, checks: Readonly<Record<string, Check<unknown>>>): string | null {
  if (!body) return "The body must be a JSON object.";
  for (const [member, value] of Object.entries(body)) {
    const check = Object.hasOwn(checks, member) ? checks[member] : undefined;
    if (!check) return `Unknown member ${member}. Known: ${Object.keys(checks).join(", ")}.`;
    if (!check.is(value)) return `${member} must be ${check.wanted}.`;
  }
  return null;
}

/** An object in which every member is known and right; members may be missing. */
export const objectOf = <Shape>(checks: Checks<Shape>): Check<Partial<Shape>> => ({
  is: (value): value is Partial<Shape> =>
    typeof value === "object" && value !== null && complaint({ ...value }, checks) === null,
  wanted: `an object of ${Object.keys(checks).join(", ")}`,
});
