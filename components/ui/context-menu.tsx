"use client";

import {
  type ComponentProps,
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useState,
} from "react";
import { useMenuCode } from "./dropdown-menu";
import type { Late } from "./late";

/** A menu at the pointer: right click, a long touch, or Shift+F10 on what it belongs to. Its items are those of any menu. */
export function ContextMenu({
  target,
  needs,
  children,
}: {
  target: ReactElement<ComponentProps<"th">>;
  /** As of a {@link DropdownMenu}. */
  needs?: Late<unknown> | undefined;
  children: ReactNode;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [near, setNear] = useState(false);
  const [place, setPlace] = useState({ x: 0, y: 0, opener: null as HTMLElement | null });
  const parts = useMenuCode({ near, open, onFailure: () => setOpen(false), needs });

  function handleContextMenu(event: MouseEvent<HTMLElement>) {
    event.preventDefault();
    const opener = document.activeElement;
    setPlace({ x: event.clientX, y: event.clientY, opener: opener instanceof HTMLElement ? opener : null });
    setOpen(true);
  }
  return (
    <>
      {cloneElement(target, {
        ...{ "data-state": open ? "open" : "closed" },
        onPointerEnter: () => setNear(true),
        onFocus: () => setNear(true),
        onContextMenu: handleContextMenu,
      })}
      {parts ? (
        <parts.Menu
          id={id}
          open={open}
          onOpenChange={setOpen}
          anchor={{
            getBoundingClientRect: () => DOMRect.fromRect({ x: place.x, y: place.y }),
            focus: () => place.opener?.focus(),
          }}
          side="right"
          sideOffset={2}
          align="start"
        >
          {children}
        </parts.Menu>
      ) : null}
    </>
  );
}
