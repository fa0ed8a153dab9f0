/** The look of everything that takes text. 16 px on phones: iOS zooms into smaller fields. */
export const controlStyles =
  "w-full rounded-md border border-line-control bg-surface-raised px-2.5 text-base text-text placeholder:text-text-faint transition-colors duration-100 hover:border-text-faint focus-visible:border-focus focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-surface-sunken disabled:text-text-muted aria-invalid:border-danger max-sm:text-[16px]";
