import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { MenuRadioGroup, MenuRadioItem } from "./menu-parts";

export function ThemeItems() {
  const { theme, setTheme } = useTheme();
  return (
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
  );
}
