import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. No two that come together may set the same property: which of them won would be up to the style
 * sheet. tests/unit/components/classes.test.ts looks for such.
 */
export const cn = (...classes: ClassValue[]): string => clsx(classes);
