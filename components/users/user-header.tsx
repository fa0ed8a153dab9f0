"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Identifier } from "@/components/ui/identifier";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { userQuery } from "@/lib/client/queries/users";
import { BotBadge } from "./bot-badge";
import { UserStatusBadge } from "./user-status";

interface UserHeaderProps {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly userId: string;
  /** As the tenant was last read; undefined when they never were. */
  readonly lastKnown: { readonly name: string; readonly email: string | null } | undefined;
}

/** Whose tokens these are. Whom Qlik does not know any more is called as they were last, and it says so. */
export function UserHeader({ tenant, userId, lastKnown }: UserHeaderProps) {
  const { data, error, isPending } = useQuery(userQuery(tenant.id, userId));
  const isGone = error instanceof ApiError && error.problem.code === "not_found";
  // What was told before Qlik said that there is no such user is not so any more.
  const user = isGone ? undefined : data;
  const known = user ?? lastKnown;
  const name = known?.name || userId;
  return (
    <PageHeader
      breadcrumb={
        <Breadcrumbs
          crumbs={[
            { label: "Tenants", href: paths.tenants },
            { label: tenant.name, href: paths.tenant(tenant.id) },
            { label: "Users", href: paths.users(tenant.id) },
            { label: isPending ? "…" : name },
          ]}
        />
      }
      title={isPending ? <Skeleton size="h-7 w-56" /> : <BidiText wrap>{name}</BidiText>}
      badge={
        user ? (
          <span className="flex items-center gap-2 text-sm">
            <UserStatusBadge status={user.status} />
            {user.bot ? <BotBadge consoleBot={user.consoleBot} /> : null}
          </span>
        ) : isGone ? (
          <Badge tone="danger">Unlisted</Badge>
        ) : undefined
      }
      description={
        <span className="flex flex-wrap items-center gap-x-4">
          {known?.email ? <BidiText>{known.email}</BidiText> : null}
          <Identifier value={userId} label="user ID" />
          {isGone ? (
            <span>
              Qlik knows no user with this ID
              {lastKnown ? "; the name is from when the tenant was last read." : "."}
            </span>
          ) : null}
        </span>
      }
    />
  );
}
