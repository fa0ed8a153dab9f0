import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { changeConnectionDraftRow, createConnectionDraft } from "@/lib/contracts/connection-drafts";
import { clientSecret, tenantCredentialInput } from "@/lib/contracts/credentials";
import type { changeOrganization, connectOrganization } from "@/lib/contracts/organizations";
import { createSecret, type Secret } from "@/lib/contracts/secret";
import type { connectTenant, putTenantCredential } from "@/lib/contracts/tenants";
import { createLog } from "@/lib/server/log";
import type { ConnectionDraftService } from "@/lib/server/services/connection-drafts/connection-drafts";
import type { CredentialLevels } from "@/lib/server/services/connections/credential-levels";
import type {
  GivenCredentials,
  SealedCredentials,
} from "@/lib/server/services/connections/sealed-credentials";
import type { OrganizationService } from "@/lib/server/services/organizations";
import type { TenantService } from "@/lib/server/services/tenants/tenants";

const CANARY = "canary-value";

test("a secret shows nothing of itself, however it is printed, spread or serialized", () => {
  const secret = createSecret("canary-value");
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    JSON.stringify({ ...secret }),
    inspect(secret, { showHidden: true, depth: 9 }),
    inspect({ nested: [secret] }, { depth: 9 }),
    Object.values(secret).join(),
    Buffer.from(JSON.stringify(secret)).toString(),
  ];
  expect(printed.join()).not.toContain("canary");
  expect(secret.reveal()).toBe("canary-value");
});

test("a body that was parsed shows no secret: not in JSON, not in the log, not as what caused an error", () => {
  const given = { hostname: "acme.eu.qlikcloud.com", clientId: "an-id", clientSecret: CANARY };
  const body = tenantCredentialInput.parse(given);
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const failure = new Error("It went wrong.", { cause: body });
  log.info({ body }, "a body");
  log.error({ err: failure }, "a failure");
  log.error({ err: new Error(`It went wrong with ${body.clientSecret}.`) }, "another");

  const shown = [JSON.stringify(body), inspect(body), inspect(failure, { depth: 9 }), ...lines];
  expect(shown.join()).not.toContain("canary");
  expect(JSON.parse(JSON.stringify(body))).toMatchObject({ clientId: "an-id", clientSecret: "[secret]" });
  expect(lines[0]).toContain('"clientSecret":"[secret]"');
  expect(lines[2]).toContain("It went wrong with [secret].");
  expect(body.clientSecret.reveal()).toBe(CANARY);
});

test.each([
  ["", "Enter the client secret."],
  ["x".repeat(4097), "A client secret has at most 4096 characters."],
  [`${CANARY}\u0000`, "Contains characters that cannot be typed. Copy it again."],
])("a secret that cannot be one is refused in words that do not repeat it", (typed, words) => {
  const { error } = clientSecret.safeParse(typed);
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
  expect(inspect(error, { depth: 9 })).not.toMatch(/canary|x{9}/);
});

describe("a client secret", () => {
  test("is text where it is sent", () => {
    type Sent<O extends { body: z.ZodType }> = z.input<O["body"]>;
    expectTypeOf<Sent<typeof connectTenant>["clientSecret"]>().toEqualTypeOf<string>();
    expectTypeOf<Sent<typeof putTenantCredential>["clientSecret"]>().toEqualTypeOf<string>();
    expectTypeOf<Sent<typeof connectOrganization>["clientSecret"]>().toEqualTypeOf<string>();
    expectTypeOf<Sent<typeof changeOrganization>["clientSecret"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Sent<typeof changeConnectionDraftRow>["clientSecret"]>().toEqualTypeOf<string | undefined>();
    type Shared = Extract<Sent<typeof createConnectionDraft>, { tenantIds: unknown }>;
    expectTypeOf<Shared["clientSecret"]>().toEqualTypeOf<string>();
  });

  // Held by the compiler: `npm run types` fails as soon as one of these takes a text.
  test("is a Secret in whatever a service takes", () => {
    type SecretOf<Given extends { clientSecret?: unknown }> = Given["clientSecret"];
    expectTypeOf<string>().not.toExtend<Secret>();
    expectTypeOf<SecretOf<Parameters<TenantService["connect"]>[1]>>().toEqualTypeOf<Secret>();
    expectTypeOf<SecretOf<Parameters<TenantService["putCredential"]>[2]>>().toEqualTypeOf<Secret>();
    expectTypeOf<SecretOf<Parameters<OrganizationService["connect"]>[1]>>().toEqualTypeOf<Secret>();
    expectTypeOf<SecretOf<Parameters<OrganizationService["change"]>[2]>>().toEqualTypeOf<
      Secret | undefined
    >();
    expectTypeOf<SecretOf<Parameters<ConnectionDraftService["changeRow"]>[3]>>().toEqualTypeOf<
      Secret | undefined
    >();
    type Shared = Extract<Parameters<ConnectionDraftService["create"]>[1], { tenantIds: unknown }>;
    expectTypeOf<SecretOf<Shared>>().toEqualTypeOf<Secret>();
    expectTypeOf<SecretOf<Parameters<CredentialLevels["find"]>[1]>>().toEqualTypeOf<Secret>();
    expectTypeOf<SecretOf<GivenCredentials>>().toEqualTypeOf<Secret>();
    expectTypeOf<Parameters<SealedCredentials["sealForDraft"]>[1]>().toEqualTypeOf<Secret>();
  });
});
