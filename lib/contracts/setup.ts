import { z } from "zod";
import { operation } from "./operation";
import { email, newPassword, person, personName } from "./people";

export const setupInput = z.object({
  token: z.string().min(1).max(256),
  name: personName,
  email,
  password: newPassword,
});
export type SetupInput = z.infer<typeof setupInput>;

export const createFirstAdministrator = operation({
  id: "createFirstAdministrator",
  method: "POST",
  path: "/api/setup",
  role: "none",
  effect: "proves-who-it-is",
  summary: "Make the first administrator, with the one-time link that the console printed",
  body: setupInput,
  answer: person,
  status: 201,
});
