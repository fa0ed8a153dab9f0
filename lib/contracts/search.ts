import { z } from "zod";
import { operation } from "./operation";
import { tenant } from "./tenants";

export const foundTenant = tenant.pick({ id: true, name: true, hostnames: true, status: true });
export type FoundTenant = z.infer<typeof foundTenant>;

/** One person as one tenant knows them, of what the console last read there. */
export const foundUser = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
});
export type FoundUser = z.infer<typeof foundUser>;

/** For the command palette: the few that are meant, not all that match. */
export const search = operation({
  id: "search",
  method: "GET",
  path: "/api/search",
  role: "viewer",
  summary: "The few tenants and users that best match a text; those whose names begin with it come first",
  query: z.object({
    q: z
      .string()
      .trim()
      .min(1, "Search for at least one character.")
      .max(200, "Search for at most 200 characters."),
  }),
  answer: z.object({ tenants: z.array(foundTenant), users: z.array(foundUser) }),
});
export type SearchResult = z.infer<typeof search.answer>;
