import { z } from "zod";
import { coverage } from "./coverage";
import { whenFilter } from "./date-filters";
import type { Effect } from "./effects";
import { exportFormat } from "./exports";
import { fleetFilters } from "./fleet-tokens";
import { instant, listOf, opaqueId, pageQuery } from "./lists";
import { mediaTypes } from "./media-types";
import { operation } from "./operation";
import { qlikAnswer } from "./qlik-answers";
import { personPart, startedBy, waitingFor } from "./revocation-parts";

/** Of a whole revocation. A preview has frozen its items and waits for somebody to start it. */
export const revocationStates = ["preview", "running", "paused", "cancelled", "finished"] as const;
export type RevocationState = (typeof revocationStates)[number];

/**
 * Of one token: `sent` while Qlik is asked, `unknown` when Qlik could not be asked whether it was done, `cancelled` when
 * it was given up before anything was sent.
 */
export const revocationItemStates = [
  "left-out",
  "pending",
  "sent",
  "revoked",
  "already-gone",
  "failed",
  "unknown",
  "cancelled",
] as const;
export type RevocationItemState = (typeof revocationItemStates)[number];

/** Why a token is not among those that will be revoked. */
export const leftOutReasons = ["console-own", "already-gone", "not-connected", "not-readable"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** Most tokens of one revocation. */
export const MOST_TOKENS = 50_000;

const tokensOfTenant = z.object({
  tenantId: opaqueId,
  tokenIds: z.array(opaqueId).min(1, "Name at least one token.").max(10_000),
});

export const revocationSelection = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("tokens"),
      tokens: z.array(tokensOfTenant).min(1, "Name at least one token.").max(1000),
    }),
    z.object({ kind: z.literal("user"), tenantId: opaqueId, userId: opaqueId }),
    z.object({ kind: z.literal("tenant"), tenantId: opaqueId }),
    z.object({
      kind: z.literal("person"),
      personKey: opaqueId.describe(
        "The e-mail, or the user's id where there is none, as in `user` of the list.",
      ),
    }),
    z.object({ kind: z.literal("client"), clientId: opaqueId }),
    z.object({
      kind: z.literal("fleet"),
      filters: fleetFilters.omit({ sort: true }).describe("As in the query of `GET /api/oauth-tokens`."),
      except: z.array(tokensOfTenant).max(1000).default([]).describe("What was taken out of it again."),
    }),
    z.object({ kind: z.literal("preview"), revocationId: opaqueId }),
  ])
  .describe(
    "Single tokens by their ids, all of a user or of a tenant, all of a person, of a client or all that pass filters over every connected tenant, each read from Qlik now; or exactly what a dry run has frozen.",
  );
export type RevocationSelection = z.infer<typeof revocationSelection>;
/** As it is sent: filters as they stand in an address. */
export type AskedSelection = z.input<typeof revocationSelection>;

export const revocationCounts = z.object({
  total: z.number().int().describe("Tokens to revoke, without those left out."),
  leftOut: z.number().int(),
  pending: z.number().int().describe("Not yet sent, or sent and not answered yet."),
  underWay: z.number().int().describe("Those of the pending that are sent: Qlik has not answered yet."),
  revoked: z.number().int(),
  alreadyGone: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int().describe("Sent, and Qlik could not be asked whether it was done."),
  cancelled: z.number().int(),
});
export type RevocationCounts = z.infer<typeof revocationCounts>;

/** While a selection is read from Qlik. */
export const revocationReading = z.object({
  tenants: z.number().int().describe("That are to be read."),
  done: z.number().int().describe("Of these, read or given up."),
  unread: z.number().int().describe("Of those done, the ones that could not be read."),
  tokens: z.number().int().describe("Found so far."),
  waitingFor: z
    .array(z.object({ tenantId: z.string(), tenantName: z.string() }))
    .describe("The first few of those being read now, those asked first at the beginning."),
});
export type RevocationReading = z.infer<typeof revocationReading>;

const unreadTenant = z.object({ tenantId: z.string(), tenantName: z.string(), because: z.string() });
export type UnreadTenant = z.infer<typeof unreadTenant>;

const tenantPart = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  counts: revocationCounts,
  waitingBecause: z
    .string()
    .nullable()
    .describe("Why its tokens wait until somebody does something, for example replaces a refused secret."),
});

const problemPart = z.object({
  state: z.enum(["left-out", "failed", "unknown"]),
  cause: z.string(),
  message: z.string(),
  tokens: z.number().int(),
  tenants: z.array(z.object({ tenantId: z.string(), tenantName: z.string() })),
  qlik: qlikAnswer.nullable(),
});
export type RevocationProblem = z.infer<typeof problemPart>;

export const revocation = z.object({
  id: z.string(),
  state: z.enum(revocationStates),
  selection: z.string().describe("What was selected, in words."),
  reason: z.string().nullable(),
  person: startedBy.describe("Who has started it."),
  takenOver: z
    .object({ person: startedBy, at: instant })
    .nullable()
    .describe("Who goes on with it instead, since they resumed it or tried it again."),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  pausedBecause: z
    .string()
    .nullable()
    .describe("Why the console has paused it by itself; whoever resumes it goes on in their own name."),
  counts: revocationCounts,
  secondsLeft: z
    .number()
    .int()
    .nullable()
    .describe(
      "By Qlik's rate limit, in tenants that answer; null when nothing is left to do there. Tokens that wait for somebody, or for a tenant that does not answer, are not in it.",
    ),
  waitingFor: waitingFor
    .nullable()
    .describe(
      "A tenant that has not answered for ten seconds; after a pause or a cancel, any that has not answered yet.",
    ),
  asOf: instant.describe("When the counts were read."),
});
export type Revocation = z.infer<typeof revocation>;

export const revocationDetail = revocation.extend({
  issuedAgain: z
    .number()
    .int()
    .describe("Tokens that came within an hour for the same people and clients, and are listed."),
  coverage: coverage
    .nullable()
    .describe(
      "Of a selection over the fleet: in how many tenants it was looked for; null where one tenant or tokens were named.",
    ),
  unread: z
    .array(unreadTenant)
    .describe(
      "Connected tenants where it was looked for, and which could not be read, or not as far as was asked.",
    ),
  tenants: z.array(tenantPart),
  people: z.array(personPart).describe("Those with most tokens first, up to 100."),
  problems: z.array(problemPart).describe("What is left out and what failed, grouped by cause."),
});
export type RevocationDetail = z.infer<typeof revocationDetail>;

export const revocationItem = z.object({
  position: z.number().int(),
  tenantId: z.string(),
  tenantName: z.string(),
  tokenId: z.string(),
  userId: z.string(),
  userName: z.string(),
  userEmail: z.string().describe("The subject of who has no e-mail; empty where neither is known."),
  clientId: z.string().nullable(),
  description: z.string().nullable(),
  lastUsed: z.string().nullable().describe("When it was frozen; null when Qlik named none."),
  state: z.enum(revocationItemStates),
  message: z.string().nullable(),
  endedAt: instant.nullable(),
});
export type RevocationItem = z.infer<typeof revocationItem>;

export const newRevocation = z.object({
  selection: revocationSelection,
  dryRun: z.boolean().default(false).describe("Freeze and tell what would be done; do nothing."),
  includeConsoleOwn: z
    .boolean()
    .default(false)
    .describe("Also the tokens of the client with which this console works; they are left out otherwise."),
  reason: z
    .string()
    .trim()
    .max(500, "A reason has at most 500 characters.")
    .optional()
    .transform((text) => text || undefined)
    .describe("Kept in the activity log."),
  idempotencyKey: z.string().min(8).max(200).optional().describe("The same key starts one revocation."),
});
export type NewRevocation = z.infer<typeof newRevocation>;

export const createRevocation = operation({
  id: "createRevocation",
  method: "POST",
  path: "/api/revocations",
  role: "operator",
  effect: "ends-access-of-many",
  summary: "Revoke many tokens, or with `dryRun` freeze them and tell what would be done",
  body: newRevocation,
  bodyKiB: 1024,
  streams: true,
  events: revocationReading,
  answer: revocationDetail,
  status: 201,
});

const params = z.object({ revocationId: opaqueId });

export const listRevocations = operation({
  id: "listRevocations",
  method: "GET",
  path: "/api/revocations",
  role: "viewer",
  summary: "Revocations of many tokens, newest first",
  query: pageQuery.extend({
    when: whenFilter.describe("When they were started; as in `GET /api/audit-events`."),
  }),
  answer: listOf(revocation),
});

export const getRevocation = operation({
  id: "getRevocation",
  method: "GET",
  path: "/api/revocations/{revocationId}",
  role: "viewer",
  summary: "One revocation with its tenants, people and problems",
  params,
  answer: revocationDetail,
});

export const listRevocationItems = operation({
  id: "listRevocationItems",
  method: "GET",
  path: "/api/revocations/{revocationId}/items",
  role: "viewer",
  summary: "The tokens of a revocation, each with what became of it",
  params,
  query: pageQuery.extend({ state: z.enum(revocationItemStates).optional() }),
  answer: listOf(revocationItem).extend({
    revocation: revocation.describe("The revocation as of the same moment."),
  }),
});

export const reportRevocation = operation({
  id: "reportRevocation",
  method: "GET",
  path: "/api/revocations/{revocationId}/report",
  role: "viewer",
  summary: "Each token of a revocation and what became of it, as a file",
  params,
  query: z.object({ format: exportFormat }),
  files: Object.values(mediaTypes),
});

const command = (name: "pause" | "resume" | "retry" | "cancel", effect: Effect, summary: string) =>
  operation({
    id: `${name}Revocation`,
    method: "POST",
    path: `/api/revocations/{revocationId}/${name}`,
    role: "operator",
    effect,
    summary,
    params,
    answer: revocationDetail,
  });

export const pauseRevocation = command("pause", "none", "Send nothing more until it is resumed");
export const resumeRevocation = command("resume", "ends-access-of-many", "Go on with a paused revocation");
export const retryRevocation = command(
  "retry",
  "ends-access-of-many",
  "Try again what failed, and what nobody knows the end of",
);
export const cancelRevocation = command("cancel", "none", "Give up what has not been sent yet");
