import "server-only";
import { type DestinationStream, pino } from "pino";

export type Log = Pick<ReturnType<typeof pino>, "debug" | "info" | "warn" | "error">;

/** One JSON line per entry, on standard output if nothing else is said. Secrets are a type that prints as "[secret]". */
export const createLog = (level: string, destination: DestinationStream = pino.destination()): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
