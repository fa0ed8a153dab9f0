/** As high as the windows, so that what asks from within one stands above it: the later is the higher. */
export const overlayStyles = "fixed inset-0 z-50 bg-overlay data-[state=open]:animate-appear";
/** The same where nothing of the page may be seen through it. */
export const concealingStyles = "fixed inset-0 z-50 bg-surface data-[state=open]:animate-appear";

/** A window in the middle; on a phone a sheet at the foot of the screen, where the thumb is. */
export const dialogPanelStyles =
  "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line-strong bg-surface-raised shadow-floating outline-none data-[state=open]:animate-appear max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[calc(100dvh-3rem)] max-sm:w-full max-sm:max-w-none max-sm:translate-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 max-sm:pb-[env(safe-area-inset-bottom)] max-sm:data-[state=open]:animate-slide-up";

/** What a dialog ends with: its buttons, which share the width of a sheet. */
export const dialogFootStyles =
  "flex shrink-0 flex-wrap justify-end gap-2 border-t px-5 py-3 max-sm:[&>button]:flex-1";
