"use client";

import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useState,
} from "react";
import { type Late, late } from "./late";
import type { MenuProps } from "./menu-parts";
import { useWanted } from "./use-wanted";

type Parts = typeof import("./menu-parts");

/** The code of menus: fetched when the pointer or the focus comes to what opens one. */
export const menuCode = late(() => import("./menu-parts"));

/** A button that opens a menu: `<DropdownMenu trigger={<Button>More</Button>}>…items…</DropdownMenu>`. */
export function DropdownMenu({
  trigger,
  align,
  width,
  height,
  needs,
  children,
}: Pick<MenuProps, "align" | "width" | "height"> & {
  trigger: ReactElement<ComponentProps<"button">>;
  /** The code of what is in it, where that comes as late as the menu. */
  needs?: Late<unknown> | undefined;
  children: ReactNode;
}) {
  const id = useId();
  // Known once somebody comes near: a list has one in each row, and a ref in the state would render them all twice.
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState(false);
  const [openedByKey, setOpenedByKey] = useState(false);
  const parts = useMenuCode({ near: button !== null, open, onFailure: () => setOpen(false), needs });

  function handlePointerDown(event: PointerEvent<HTMLButtonElement>) {
    if (event.button !== 0 || event.ctrlKey) return;
    setButton(event.currentTarget);
    // Or the button would take the focus from the menu.
    if (!open) event.preventDefault();
    setOpenedByKey(false);
    setOpen((was) => !was);
  }
  function handleKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    if (event.key !== "Enter" && event.key !== " " && event.key !== "ArrowDown") return;
    event.preventDefault();
    setButton(event.currentTarget);
    setOpenedByKey(parts === undefined);
    setOpen((was) => event.key === "ArrowDown" || !was);
  }
  return (
    <>
      {cloneElement(trigger, {
        id,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        "aria-controls": open ? `${id}-menu` : undefined,
        // For the look of an open one.
        ...{ "data-state": open ? "open" : "closed" },
        onPointerEnter: (event) => setButton(event.currentTarget),
        onFocus: (event) => setButton(event.currentTarget),
        onPointerDown: handlePointerDown,
        onKeyDown: handleKeyDown,
      })}
      {parts ? (
        <parts.Menu
          id={`${id}-menu`}
          labelledBy={id}
          open={open}
          onOpenChange={setOpen}
          anchor={button}
          openedByKey={openedByKey}
          align={align}
          width={width}
          height={height}
        >
          {children}
        </parts.Menu>
      ) : null}
    </>
  );
}

/**
 * The code of menus, and of what is in one, once somebody is near and it is there; `onFailure` where it could not be
 * fetched and the menu was to open.
 */
export function useMenuCode({
  near,
  open,
  onFailure,
  needs = menuCode,
}: {
  near: boolean;
  open: boolean;
  onFailure: () => void;
  needs: Late<unknown> | undefined;
}): Parts | undefined {
  const loaded = useWanted(menuCode, open, onFailure);
  const needed = useWanted(needs, open, onFailure);
  const { prepare } = needs;
  useEffect(() => {
    if (!near) return;
    menuCode.prepare();
    prepare();
  }, [near, prepare]);
  return (near || open) && needed !== undefined ? loaded : undefined;
}
