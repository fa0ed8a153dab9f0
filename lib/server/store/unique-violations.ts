import "server-only";
import { Prisma } from "./generated/client";

/** Whether something was not stored because another row has its key: somebody else was a moment earlier. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
