import "server-only";
import type { QlikError } from "./errors";

/** What a machine lacks that cannot begin a request, by the system's own code, and what to do about it. */
const CAUSES: readonly (readonly [codes: RegExp, lacks: string, advice: string])[] = [
  [
    /^(EMFILE|ENFILE)$/,
    "This machine lets the console open no more connections and files",
    "Raise the limit of open files of the console's process (ulimit -n, or LimitNOFILE of its service).",
  ],
  [
    /^(ENOMEM|ENOBUFS|EAI_MEMORY|ENOSPC)$/,
    "This machine has no memory or no room left for another connection",
    "Look at its memory, its disks, and at what else runs on it.",
  ],
  [
    /^EADDRNOTAVAIL$/,
    "This machine has no free port left for another connection",
    "Look at what else opens connections here; ports come back within a minute or two.",
  ],
  [
    /^(ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN)$/,
    "This machine has no way to the network",
    "Look at the network and the routes of this machine.",
  ],
  [
    /^(EACCES|EPERM)$/,
    "This machine lets the console open no connection",
    "Look at the firewall of this machine.",
  ],
  [
    /^(EAI_AGAIN|EAI_SYSTEM|EAI_FAIL)$/,
    "The name service of this machine does not answer",
    "Look at the network and the name service of this machine.",
  ],
];

/** Of a connection that was there: something may have been sent over it. */
const AFTERWARDS = /^(read|write|shutdown|send|recv)/;

function causeOf(error: Error): (typeof CAUSES)[number] | undefined {
  const { code, syscall = "" }: { code?: unknown; syscall?: unknown } & Error = error;
  if (AFTERWARDS.test(String(syscall))) return undefined;
  return CAUSES.find(([codes]) => codes.test(String(code)));
}

/** The attempts at the addresses of one name come together; what else is wrapped has its cause within. */
function attemptsOf(thrown: unknown): readonly Error[] {
  if (!(thrown instanceof Error)) return [];
  if (thrown instanceof AggregateError) return thrown.errors.flatMap(attemptsOf);
  return "code" in thrown || thrown.cause === undefined ? [thrown] : attemptsOf(thrown.cause);
}

/**
 * The error of a request that this machine could not even begin: nothing was sent, and nobody is to look for the fault at
 * Qlik. Undefined where one attempt says something else: a machine without IPv6 has no way to such addresses.
 */
export function errorOfThisMachine(thrown: unknown, host: string): QlikError | undefined {
  const [first, ...others] = attemptsOf(thrown).map(causeOf);
  if (!first || others.includes(undefined)) return undefined;
  const [, lacks, advice] = first;
  return {
    kind: "this-machine",
    message: `${lacks}, so nothing was sent to ${host}.`,
    advice: `${advice} It is no fault of Qlik Cloud.`,
    host,
    notSent: true,
  };
}
