import { z } from "zod";
import { instant } from "./lists";
import { operation } from "./operation";

export const outwardHold = z.object({
  since: instant,
  because: z.string().describe("What was found, in words."),
  copy: z
    .object({ at: instant, by: z.string() })
    .nullable()
    .describe("Who has said that this is a copy to look at; null while nobody has said anything."),
});
export type OutwardHold = z.infer<typeof outwardHold>;

/** Whether the console does anything at Qlik by itself. */
export const outward = z.object({
  held: outwardHold
    .nullable()
    .describe("Null: it acts. Else nothing goes out, and people change nothing at Qlik."),
});
export type OutwardState = z.infer<typeof outward>;

export const outwardAnswers = ["takes-over", "copy"] as const;
export type OutwardAnswer = (typeof outwardAnswers)[number];

export const getOutward = operation({
  id: "getOutward",
  method: "GET",
  path: "/api/outward",
  role: "viewer",
  summary:
    "Whether the console does anything at Qlik by itself, or holds back until somebody has said what it is",
  answer: outward,
});

export const answerOutward = operation({
  id: "answerOutward",
  method: "POST",
  path: "/api/outward/answer",
  role: "admin",
  summary: "Say which installation this is: it takes over from the one before, or it is a copy to look at",
  effect: "ends-access-of-many",
  body: z.object({
    answer: z
      .enum(outwardAnswers)
      .describe("`takes-over`: it goes on, with running revocations paused. `copy`: it stays held."),
  }),
  answer: outward,
});
