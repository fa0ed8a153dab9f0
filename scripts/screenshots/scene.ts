import type { Page } from "@playwright/test";
import type { Role } from "@/lib/contracts/roles";
import { visit } from "@/tests/e2e/support/visit";
import type { World, WorldName } from "./world";

/** Something to be seen: one page, dialog or state, taken in every look. */
export type Scene = {
  readonly name: string;
  /** Whose eyes; `null`: nobody is signed in. */
  readonly as: Role | null;
  readonly world: WorldName;
  /** Brings the page to what shall be seen. */
  readonly arrange: (page: Page, world: World) => Promise<void>;
  /** Puts right what would show in the pictures after this one. */
  readonly tidy?: (world: World) => Promise<void>;
};

type Options = Partial<Pick<Scene, "as" | "world" | "tidy">>;

export const scene = (name: string, arrange: Scene["arrange"], options: Options = {}): Scene => ({
  name,
  as: "admin",
  world: "filled",
  arrange,
  ...options,
});

/** Opens an address, and waits until nothing is under way any more. */
export async function open(page: Page, address: string): Promise<void> {
  await visit(page, address);
  await page.waitForLoadState("networkidle");
}

/** A scene that is an address. */
export const at = (
  name: string,
  address: string | ((world: World) => string | Promise<string>),
  options: Options = {},
): Scene =>
  scene(
    name,
    async (page, world) => open(page, typeof address === "string" ? address : await address(world)),
    options,
  );
