const looks =
  "rounded-md border bg-surface-raised text-text placeholder:text-text-faint transition-colors duration-100 hover:border-text-faint focus-visible:border-focus focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-surface-sunken disabled:text-text-muted aria-invalid:border-danger max-sm:text-[16px]";

/** The look of everything that takes text, without height and size of text. 16 px on phones: iOS zooms into smaller fields. */
export const controlStyles = `${looks} w-full border-line-control px-2.5`;

/** As low as the buttons above a table, without width and padding. */
export const lowControlStyles = `${looks} h-8 border-line-strong text-sm touch:h-11`;
