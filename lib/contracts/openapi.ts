import { z } from "zod";
import { operation } from "./operation";

export const getOpenApi = operation({
  id: "getOpenApi",
  method: "GET",
  path: "/api/openapi.json",
  role: "viewer",
  summary: "This description",
  answer: z.record(z.string(), z.unknown()),
});
