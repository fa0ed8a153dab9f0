export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const mediaTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
} as const satisfies Record<ExportFormat, string>;
