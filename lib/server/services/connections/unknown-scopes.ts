import "server-only";
import { type AppError, appError } from "../../app-error";

export const unknownTenant = (): AppError =>
  appError("not_found", "The console knows no tenant with this id.", {
    advice: "Open it from the list of tenants; it may no longer be listed.",
  });

export const unknownOrganization = (): AppError =>
  appError("not_found", "The console knows no organization with this id.", {
    advice: "It may have been removed. Open the list of credentials.",
  });
