"use client";

import { useQuery } from "@tanstack/react-query";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Identifier } from "@/components/ui/identifier";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { paths } from "@/lib/client/paths";
import { userQuery } from "@/lib/client/queries/users";
import { BotBadge } from "./bot-badge";
import { UserStatusBadge } from "./user-status";

interface UserHeaderProps {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly userId: string;
}

/** Whose tokens these are. Whoever is no longer listed is called by their id. */
export function UserHeader({ tenant, userId }: UserHeaderProps) {
  const { data: user, isPending } = useQuery(userQuery(tenant.id, userId));
  const name = user?.name || userId;
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
        ) : undefined
      }
      description={
        <span className="flex flex-wrap items-center gap-x-4">
          {user?.email ? <BidiText>{user.email}</BidiText> : null}
          <Identifier value={userId} label="user ID" />
        </span>
      }
    />
  );
}
