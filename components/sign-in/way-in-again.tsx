import { useQuery } from "@tanstack/react-query";
import { accountQuery } from "@/lib/client/queries/account";
import { SignInAgainDialog } from "./sign-in-again-dialog";
import { SignInAgainElsewhere } from "./sign-in-again-elsewhere";

/** Asks in the way in which somebody signs in. */
export function WayInAgain({ onFinish }: { onFinish: (confirmed: boolean) => void }) {
  // Read anew each time: a second factor may have come or gone since.
  const { data: account } = useQuery({ ...accountQuery(), staleTime: 0 });
  return account?.method === "oidc" ? (
    <SignInAgainElsewhere onCancel={() => onFinish(false)} />
  ) : (
    <SignInAgainDialog
      email={account?.person.email ?? ""}
      hasSecondFactor={account?.secondFactor.confirmedAt != null}
      onFinish={onFinish}
    />
  );
}
