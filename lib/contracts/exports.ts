import { z } from "zod";
import { exportFormats } from "./media-types";

export const exportFormat = z.enum(exportFormats, "Choose csv or json.").default("csv");

/** Columns to export, in this order; all of them when none is named. */
export const exportColumns = <Id extends string>(ids: readonly [Id, ...Id[]]) =>
  z
    .string()
    .max(2000)
    .optional()
    .transform((text) => (text ? text.split(",").map((id) => id.trim()) : [...ids]))
    .pipe(z.array(z.enum(ids, `Choose from ${ids.join(", ")}.`)).min(1))
    .describe(`Any of ${ids.join(", ")}, in the order wanted; all of them when none is named.`);
