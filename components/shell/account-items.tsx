import { LogOut } from "lucide-react";
import { BidiText } from "@/components/ui/bidi-text";
import { MenuItem, MenuSeparator } from "@/components/ui/menu-parts";

export type Account = {
  /** Empty where the person gave no name: the e-mail stands in. */
  name: string;
  email: string;
  role: string;
};

/** Who somebody is signed in as, and the way out. */
export function AccountItems({
  account,
  name,
  onSignOut,
}: {
  account: Account;
  name: string;
  onSignOut: () => void;
}) {
  return (
    <>
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
    </>
  );
}
