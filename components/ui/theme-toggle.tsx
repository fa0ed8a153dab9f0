"use client";

import { Moon, Sun } from "lucide-react";
import { Button } from "./button";
import { DropdownMenu } from "./dropdown-menu";
import { late } from "./late";

export const themeMenu = late(() => import("./theme-items"));

/** System, Light or Dark. The icon follows the page by CSS: the server does not know the choice. */
export function ThemeToggle() {
  const menu = themeMenu.useLoaded();
  return (
    <DropdownMenu
      needs={themeMenu}
      width="min-w-36"
      trigger={
        <Button variant="ghost" size="icon" aria-label="Theme">
          <Sun aria-hidden="true" className="dark:hidden" />
          <Moon aria-hidden="true" className="hidden dark:block" />
        </Button>
      }
    >
      {menu ? <menu.ThemeItems /> : null}
    </DropdownMenu>
  );
}
