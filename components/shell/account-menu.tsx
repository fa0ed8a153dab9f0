import { LogOut } from "lucide-react";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";

export type Account = {
  /** Empty where the person gave no name: the e-mail stands in. */
  name: string;
  email: string;
  role: string;
};

/** Who is signed in, as what, and the way out. */
export function AccountMenu({ account, onSignOut }: { account: Account; onSignOut: () => void }) {
  const name = account.name.trim() === "" ? account.email : account.name;
  return (
    <DropdownMenu
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
      <div className="flex min-w-0 flex-col px-2 pt-1.5 pb-1 text-sm">
        <BidiText className="font-medium">{name}</BidiText>
        {name === account.email ? null : <BidiText className="text-text-muted">{account.email}</BidiText>}
        <span className="mt-1 text-text-faint text-xs">{account.role}</span>
      </div>
      <MenuSeparator />
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = [words[0], words[1]].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toUpperCase();
}
