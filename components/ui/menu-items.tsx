"use client";

import type { ComponentProps } from "react";
import { menuCode } from "./dropdown-menu";

type Parts = typeof import("./menu-parts");

// The items of a menu are rendered while it is open, and it is open when its code is there.

/** Something to do. */
export function MenuItem(props: ComponentProps<Parts["MenuItem"]>) {
  const parts = menuCode.useLoaded();
  return parts ? <parts.MenuItem {...props} /> : null;
}

/** A menu within a menu. */
export function MenuSub(props: ComponentProps<Parts["MenuSub"]>) {
  const parts = menuCode.useLoaded();
  return parts ? <parts.MenuSub {...props} /> : null;
}

export function MenuRadioGroup(props: ComponentProps<Parts["MenuRadioGroup"]>) {
  const parts = menuCode.useLoaded();
  return parts ? <parts.MenuRadioGroup {...props} /> : null;
}

/** One of several, inside MenuRadioGroup. */
export function MenuRadioItem(props: ComponentProps<Parts["MenuRadioItem"]>) {
  const parts = menuCode.useLoaded();
  return parts ? <parts.MenuRadioItem {...props} /> : null;
}

export function MenuLabel(props: ComponentProps<Parts["MenuLabel"]>) {
  const parts = menuCode.useLoaded();
  return parts ? <parts.MenuLabel {...props} /> : null;
}

export function MenuSeparator() {
  const parts = menuCode.useLoaded();
  return parts ? <parts.MenuSeparator /> : null;
}
