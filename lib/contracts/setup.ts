import { z } from "zod";
import { operation } from "./operation";
import { email, newPassword, person } from "./people";

export const setupInput = z.object({
  token: z.string().min(1).max(256),
  name: z.string().trim().min(1, "Enter your name.").max(120, "A name has at most 120 characters."),
  email,
  password: newPassword,
});
export type SetupInput = z.infer<typeof setupInput>;

export const createFirstAdministrator = operation({
  id: "createFirstAdministrator",
  method: "POST",
  path: "/api/setup",
  role: "none",
  summary: "Make the first administrator, with the one-time link that the console printed",
  body: setupInput,
  answer: person,
  status: 201,
});
