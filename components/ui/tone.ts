/** The states that colour may speak of; never colour alone. */
export type Tone = "neutral" | "success" | "warning" | "danger" | "info";

export const toneTextStyles: Record<Tone, string> = {
  neutral: "text-text-muted",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  info: "text-info",
};

export const toneSoftStyles: Record<Tone, string> = {
  neutral: "border-line bg-surface-sunken",
  success: "border-success/25 bg-success-soft",
  warning: "border-warning/30 bg-warning-soft",
  danger: "border-danger/30 bg-danger-soft",
  info: "border-info/25 bg-info-soft",
};
