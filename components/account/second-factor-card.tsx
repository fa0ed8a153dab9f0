"use client";

import { useQuery } from "@tanstack/react-query";
import { Card } from "@/components/ui/card";
import { DateWithDistance } from "@/components/ui/date-with-distance";
import { DescriptionList } from "@/components/ui/description-list";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/client/paths";
import { accountQuery } from "@/lib/client/queries/account";
import type { Account } from "@/lib/contracts/account";
import { RemoveSecondFactor } from "./remove-second-factor";
import { RenewRecoveryCodes } from "./renew-recovery-codes";

const FEW = 3;

/** Whether somebody has a second factor, and what they can do about it. */
export function SecondFactorCard({ initial }: { initial: Account }) {
  const { data } = useQuery({ ...accountQuery(), initialData: initial });
  const { confirmedAt, required, recoveryCodesLeft } = data.secondFactor;
  if (confirmedAt === null) {
    return (
      <Card
        title="Second factor"
        description="Signing in asks for a code from an app as well, so that a password alone opens nothing."
        actions={
          <ButtonLink
            href={`${paths.secondFactor}?callbackUrl=${encodeURIComponent(paths.settings)}`}
            variant="primary"
          >
            Set up
          </ButtonLink>
        }
      />
    );
  }
  return (
    <Card
      title="Second factor"
      actions={
        <>
          <RenewRecoveryCodes />
          {required ? null : <RemoveSecondFactor />}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <DescriptionList
          items={[
            { label: "Authenticator app since", value: <DateWithDistance value={confirmedAt} /> },
            { label: "Recovery codes left", value: recoveryCodesLeft },
          ]}
        />
        {recoveryCodesLeft <= FEW ? (
          <Notice tone="warning" title="Few recovery codes are left.">
            Make new ones before you need them.
          </Notice>
        ) : null}
      </div>
    </Card>
  );
}
