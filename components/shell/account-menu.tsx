import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { late } from "@/components/ui/late";
import type { Account } from "./account-items";

export const accountMenu = late(() => import("./account-items"));

/** Who is signed in, as what, and the way out. */
export function AccountMenu({ account, onSignOut }: { account: Account; onSignOut: () => void }) {
  const name = account.name.trim() === "" ? account.email : account.name;
  const menu = accountMenu.useLoaded();
  return (
    <DropdownMenu
      needs={accountMenu}
      width="min-w-56"
      trigger={
        <Button variant="ghost" size="round" aria-label={`Account: ${name}`}>
          <span
            aria-hidden="true"
            className="grid size-7 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs"
          >
            {initials(name)}
          </span>
        </Button>
      }
    >
      {menu ? <menu.AccountItems account={account} name={name} onSignOut={onSignOut} /> : null}
    </DropdownMenu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = [words[0], words[1]].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toUpperCase();
}
