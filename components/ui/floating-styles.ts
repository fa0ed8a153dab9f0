/** What floats above the page: menus, lists, popovers. */
export const floatingStyles =
  "z-50 overflow-y-auto rounded-lg border border-line-strong bg-surface-raised p-1 text-text shadow-floating data-[state=open]:animate-appear";

/** One line of a menu or list. */
export const menuItemStyles =
  "relative flex min-h-8 cursor-default touch:min-h-11 select-none items-center gap-2 rounded-md px-2 py-1 text-sm -outline-offset-2 data-[disabled]:text-text-faint data-[highlighted]:bg-surface-sunken [&_svg]:size-4 [&_svg]:shrink-0";
