import "server-only";

/** Exit codes of a start that is refused; scripts and service managers may rely on them. docs/operations.md lists them. */
export const startExitCodes = {
  environment: 64,
  /** It is there, and is the wrong one, or none. */
  key: 65,
  database: 66,
  keyMissing: 67,
  /** Others can read its file, or it belongs to somebody else. */
  keyExposed: 68,
  databaseNewer: 69,
  /** What is stored is whole; the disk, a permission, a limit or the driver stands in the way. */
  machine: 71,
  /** The key is there, and its database is not, or another one: half an installation. */
  installation: 72,
} as const;

/** Why the console refuses to start: one paragraph for the person at the machine, and an exit code. */
export interface StartRefusal {
  readonly exitCode: (typeof startExitCodes)[keyof typeof startExitCodes];
  readonly paragraph: string;
}

const refusals = new WeakMap<Error, StartRefusal>();

/** An error to throw while starting; {@link startRefusalOf} finds the refusal again at the top. */
export function refuseToStart(kind: keyof typeof startExitCodes, paragraph: string): Error {
  const error = new Error(paragraph);
  error.name = "StartRefused";
  refusals.set(error, { exitCode: startExitCodes[kind], paragraph });
  return error;
}

export const startRefusalOf = (error: unknown): StartRefusal | undefined =>
  error instanceof Error ? refusals.get(error) : undefined;
