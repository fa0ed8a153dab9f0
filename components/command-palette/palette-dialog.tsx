"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Building2, UserRound } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type NavItem, navIcons } from "@/components/shell/navigation";
import type { PageAction } from "@/components/shell/page-lists";
import { TenantStatus } from "@/components/tenants/tenant-status";
import { BidiText } from "@/components/ui/bidi-text";
import { cn } from "@/components/ui/cn";
import { DialogTitle, DialogWindow } from "@/components/ui/dialog-window";
import { paths } from "@/lib/client/paths";
import { searchQuery } from "@/lib/client/queries/search";
import { foldText } from "@/lib/contracts/folding";
import type { FoundTenant, FoundUser, SearchResult } from "@/lib/contracts/search";
import { type PaletteAction, usePaletteActions } from "./use-palette-actions";

interface PaletteDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onShowShortcuts: () => void;
  /** What was typed while this code was on its way. */
  readonly takeTypedAhead: () => string;
  readonly pages: readonly NavItem[];
  readonly pageActions: readonly PageAction[];
  readonly onSignOut: () => void;
}

export function PaletteDialog({ open, onOpenChange, ...rest }: PaletteDialogProps) {
  return (
    <DialogWindow
      open={open}
      onOpenChange={onOpenChange}
      className="fixed top-2 left-1/2 z-50 flex max-h-[calc(100dvh-1rem)] w-[calc(100vw-1rem)] max-w-xl -translate-x-1/2 flex-col rounded-xl border border-line-strong bg-surface-raised shadow-floating outline-none data-[state=open]:animate-appear sm:top-[12vh] sm:max-h-[70dvh]"
    >
      <DialogTitle className="sr-only">Search everything</DialogTitle>
      <Palette onDone={() => onOpenChange(false)} {...rest} />
    </DialogWindow>
  );
}

const NOTHING: SearchResult = { tenants: [], users: [] };
const tenantValue = ({ id }: FoundTenant) => `tenant ${id}`;
const userValue = ({ tenantId, id }: FoundUser) => `user ${tenantId} ${id}`;
const pageValue = ({ href }: Pick<NavItem, "href">) => `page ${href}`;
const actionValue = ({ label }: Pick<PaletteAction, "label">) => `action ${label}`;

/** What somebody went to, and what stood first at that time. */
interface Chosen {
  readonly value: string;
  readonly first: string;
}

type PaletteProps = Omit<PaletteDialogProps, "open" | "onOpenChange"> & { readonly onDone: () => void };

function Palette({ pages, pageActions, onSignOut, onShowShortcuts, takeTypedAhead, onDone }: PaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Chosen>();
  // Not before it has the focus: the window selects what its first field holds, and the next key would replace that.
  function addTypedAhead() {
    const ahead = takeTypedAhead();
    setText((before) => before + ahead);
  }
  const typed = text.trim();
  const { data, isError } = useQuery({ ...searchQuery(typed), placeholderData: keepPreviousData });
  const { tenants, users } = typed === "" || !data ? NOTHING : data;
  const matches = (words: string) => foldText(words).includes(foldText(typed));
  const foundPages = pages.filter(({ label }) => matches(label));
  const actions = usePaletteActions({ pageActions, onSignOut, onShowShortcuts }).filter(
    ({ label, words = "" }) => matches(`${label} ${words}`),
  );

  const values = [
    ...tenants.map(tenantValue),
    ...users.map(userValue),
    ...foundPages.map(pageValue),
    ...actions.map(actionValue),
  ];
  const [firstValue = ""] = values;
  // Whatever arrives stands first, and so it is what Enter opens; the first, too, where what was chosen has gone.
  const isStillChosen = chosen?.first === firstValue && values.includes(chosen.value);

  const choose = (run: () => void) => () => {
    onDone();
    run();
  };
  const go = (path: string) => choose(() => router.push(path as Route));
  return (
    <Command
      label="Search everything"
      shouldFilter={false}
      value={isStillChosen ? chosen.value : firstValue}
      onValueChange={(value) => setChosen({ value, first: firstValue })}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        onFocus={addTypedAhead}
        placeholder="Search tenants, users, pages and actions…"
        spellCheck={false}
        maxLength={200}
        className="h-12 shrink-0 rounded-t-xl border-b bg-transparent px-4 text-base outline-none placeholder:text-text-faint"
      />
      <p role="status" className="sr-only">
        {typed === "" ? "" : `${values.length} found`}
      </p>
      <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-1.5">
        {isError && typed !== "" ? (
          <p className="px-3 py-2 text-danger text-sm">
            Tenants and users cannot be searched right now. Try again.
          </p>
        ) : null}
        {values.length === 0 ? (
          <p className="px-3 py-6 text-center text-sm text-text-muted">
            Nothing is called “<BidiText>{typed}</BidiText>”.
          </p>
        ) : null}
        {tenants.length > 0 ? (
          <Group heading="Tenants">
            {tenants.map((tenant) => (
              <Item key={tenant.id} value={tenantValue(tenant)} onSelect={go(paths.tenant(tenant.id))}>
                <Building2 aria-hidden="true" />
                <TwoLines
                  title={tenant.name}
                  detail={
                    tenant.hostnames.find((hostname) => hostname.includes(typed.toLowerCase())) ??
                    tenant.hostnames[0]
                  }
                />
                <span className="shrink-0 text-xs">
                  <TenantStatus status={tenant.status} />
                </span>
              </Item>
            ))}
          </Group>
        ) : null}
        {users.length > 0 ? (
          <Group heading="Users">
            {users.map((user) => (
              <Item
                key={userValue(user)}
                value={userValue(user)}
                onSelect={go(paths.user(user.tenantId, user.id))}
              >
                <UserRound aria-hidden="true" />
                <TwoLines title={user.name || user.id} detail={user.email ?? user.id} />
                <span className="max-w-[40%] truncate text-text-muted text-xs">
                  <BidiText>{user.tenantName}</BidiText>
                </span>
              </Item>
            ))}
          </Group>
        ) : null}
        {foundPages.length > 0 ? (
          <Group heading="Pages">
            {foundPages.map(({ label, href, icon }) => {
              const Icon = navIcons[icon];
              return (
                <Item key={href} value={pageValue({ href })} onSelect={go(href)}>
                  <Icon aria-hidden="true" />
                  {label}
                </Item>
              );
            })}
          </Group>
        ) : null}
        {actions.length > 0 ? (
          <Group heading="Actions">
            {actions.map(({ label, icon: Icon, run }) => (
              <Item key={label} value={actionValue({ label })} onSelect={choose(run)}>
                <Icon aria-hidden="true" />
                {label}
              </Item>
            ))}
          </Group>
        ) : null}
      </Command.List>
    </Command>
  );
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-faint [&_[cmdk-group-heading]]:text-xs"
  >
    {children}
  </Command.Group>
);

const TwoLines = ({ title, detail }: { title: string; detail: string | undefined }) => (
  <span className="flex min-w-0 flex-1 flex-col">
    <BidiText>{title}</BidiText>
    <span dir="ltr" className="truncate font-mono text-text-muted text-xs">
      {detail}
    </span>
  </span>
);

interface ItemProps {
  readonly value: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

const Item = ({ value, onSelect, children }: ItemProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className={cn(
      "flex min-h-9 cursor-default items-center gap-3 rounded-md px-3 py-1.5 text-sm max-sm:min-h-11",
      // Beside its ground a line: the ground alone is hardly to be told from that of the others.
      "data-[selected=true]:bg-surface-sunken data-[selected=true]:outline data-[selected=true]:-outline-offset-1 data-[selected=true]:outline-line-control [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-muted",
    )}
  >
    {children}
  </Command.Item>
);
