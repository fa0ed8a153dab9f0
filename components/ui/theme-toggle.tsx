"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Button } from "./button";
import { DropdownMenu, MenuRadioGroup, MenuRadioItem } from "./dropdown-menu";

/** System, Light or Dark. The icon follows the page by CSS: the server does not know the choice. */
export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu
      width="min-w-36"
      trigger={
        <Button variant="ghost" size="icon" aria-label="Theme">
          <Sun aria-hidden="true" className="dark:hidden" />
          <Moon aria-hidden="true" className="hidden dark:block" />
        </Button>
      }
    >
      <MenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
        <MenuRadioItem value="system">
          <Monitor aria-hidden="true" />
          System
        </MenuRadioItem>
        <MenuRadioItem value="light">
          <Sun aria-hidden="true" />
          Light
        </MenuRadioItem>
        <MenuRadioItem value="dark">
          <Moon aria-hidden="true" />
          Dark
        </MenuRadioItem>
      </MenuRadioGroup>
    </DropdownMenu>
  );
}
