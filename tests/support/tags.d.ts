import "vitest";

declare module "vitest" {
  interface TestTags {
    /** Of vitest.config.ts. */
    readonly tags: "night" | "store" | "kills";
  }
}
