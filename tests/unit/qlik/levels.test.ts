import { expect, expectTypeOf, test } from "vitest";
import type { OrganizationApi, TenantApi } from "@/lib/server/qlik/client";
import type { RequestsAt } from "@/lib/server/qlik/levels";
import { createOrganizationTenants } from "@/lib/server/qlik/resources/organization-tenants";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { clientFor } from "./support/clients";
import { answering } from "./support/scripted-qlik";

/** A resource that Qlik has at both levels. */
const createAnywhere = ({ level }: RequestsAt) => ({ level });

test("a resource learns at which level it is", async () => {
  const { tenant, organization } = await clientFor(answering({ data: [] }));
  expect([tenant.of(createAnywhere), organization.of(createAnywhere)]).toEqual([
    { level: "tenant" },
    { level: "organization" },
  ]);
});

test("a resource of one level is not opened at the other", () => {
  expectTypeOf(createUsers).parameter(0).toEqualTypeOf<RequestsAt<"tenant">>();
  expectTypeOf<RequestsAt<"organization">>().not.toExtend<RequestsAt<"tenant">>();
  expectTypeOf<TenantApi>().not.toExtend<OrganizationApi>();
  const misplaced = (tenant: TenantApi, organization: OrganizationApi) => [
    // @ts-expect-error users are a tenant's
    organization.of(createUsers),
    // @ts-expect-error the list of tenants is an organization's
    tenant.of(createOrganizationTenants),
  ];
  expect(misplaced).toBeDefined();
});
