export const overlayStyles = "fixed inset-0 z-40 bg-overlay data-[state=open]:animate-appear";

export const dialogPanelStyles =
  "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line-strong bg-surface-raised shadow-floating outline-none data-[state=open]:animate-appear";
