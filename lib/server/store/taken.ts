import "server-only";
import { Prisma } from "./generated/client";

/** Whether a row could not be added because there is one with the same key. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
