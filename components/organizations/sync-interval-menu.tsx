"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { toastProblem } from "@/components/problems/problem-toast";
import { MenuRadioGroup, MenuRadioItem, MenuSub } from "@/components/ui/menu-items";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { organizationKeys } from "@/lib/client/queries/organizations";
import { type changeOrganization, type Organization, syncIntervals } from "@/lib/contracts/organizations";

const ON_DEMAND = "on-demand";

const words: Record<(typeof syncIntervals)[number], string> = {
  15: "Every 15 minutes",
  60: "Every hour",
  360: "Every 6 hours",
  1440: "Every day",
};

/** How often the tenants of an organization are read without being asked for. */
export function SyncIntervalMenu({ organization }: { organization: Organization }) {
  const queryClient = useQueryClient();
  const { id, name, syncEveryMinutes } = organization;
  const { mutate } = useMutation({
    mutationFn: (value: string) =>
      call<typeof changeOrganization>("PATCH /api/organizations/{organizationId}", {
        params: { organizationId: id },
        body: { syncEveryMinutes: syncIntervals.find((minutes) => String(minutes) === value) ?? null },
      }),
    onSuccess: () => toast.success(`The schedule of ${name} is changed`),
    onError: (failure) => toastProblem("The schedule was not changed", failure),
    onSettled: () => queryClient.invalidateQueries({ queryKey: organizationKeys.all }),
  });
  return (
    <MenuSub
      label={
        <>
          <CalendarClock aria-hidden="true" />
          Schedule
        </>
      }
    >
      <MenuRadioGroup value={String(syncEveryMinutes ?? ON_DEMAND)} onValueChange={(value) => mutate(value)}>
        {syncIntervals.map((minutes) => (
          <MenuRadioItem key={minutes} value={String(minutes)}>
            {words[minutes]}
          </MenuRadioItem>
        ))}
        <MenuRadioItem value={ON_DEMAND}>When a page is opened</MenuRadioItem>
      </MenuRadioGroup>
    </MenuSub>
  );
}
