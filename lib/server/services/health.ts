import "server-only";
import { appError } from "../app-error";
import type { Store } from "../store/store";

export interface HealthService {
  /** Throws `unavailable` when the store cannot be read. */
  ready(): Promise<{ status: "ok" }>;
}

export const createHealthService = ({ store }: { store: Store }): HealthService => ({
  async ready() {
    await store.installation.id().catch(() => {
      throw appError("unavailable", "The console cannot read its database.", {
        advice: "Look at the console's own log and its disk.",
      });
    });
    return { status: "ok" };
  },
});
