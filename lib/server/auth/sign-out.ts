import "server-only";
import type { Actor } from "../actor";
import { getRuntime } from "../runtime";

/** Ends the session through which somebody asks. */
export const signOut = async (actor: Actor): Promise<void> => (await getRuntime()).sessions.end(actor);
