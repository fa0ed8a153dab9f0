import { z } from "zod";
import { operation } from "./operation";

const health = z.object({ status: z.literal("ok") });

export const getLiveness = operation({
  id: "getLiveness",
  method: "GET",
  path: "/api/health/live",
  role: "none",
  summary: "Whether the process answers",
  answer: health,
});

export const getReadiness = operation({
  id: "getReadiness",
  method: "GET",
  path: "/api/health/ready",
  role: "none",
  summary: "Whether the console can read its store",
  answer: health,
});
