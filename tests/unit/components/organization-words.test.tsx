// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { RemoveOrganizationDialog } from "@/components/organizations/remove-organization-dialog";
import { tenantsWords } from "@/components/organizations/shared-tenants";
import type { Organization } from "@/lib/contracts/organizations";
import { renderPage } from "./support";

const acme = { organizationId: "a", name: "Acme", tenants: 24 };
const at = "2026-11-21T12:00:00.000Z";
const organization: Organization = {
  id: "b",
  name: "The same again",
  createdAt: at,
  connection: "connected",
  credential: {
    id: "c",
    level: "organization",
    hostname: "console.qlikcloud.com",
    clientId: "client",
    secretFingerprint: "f",
    secretSetAt: at,
    lastUsedAt: null,
    lastCheck: null,
  },
  tenantCount: 24,
  connectedTenantCount: 4,
  listedTenantCount: 24,
  elsewhere: [],
  stayingTenants: [],
  forgottenTenantCount: 20,
  lastSync: null,
  lastSyncedAt: null,
  syncEveryMinutes: null,
  nextSyncAt: null,
};

it("says why an organization that lists tenants has none, and how many it lists besides its own", () => {
  expect([
    tenantsWords({ tenantCount: 0, elsewhere: [acme] }),
    tenantsWords({ tenantCount: 3, elsewhere: [{ ...acme, tenants: 1 }] }),
    tenantsWords({ tenantCount: 1, elsewhere: [] }),
  ]).toEqual([
    "0 tenants: the 24 that it lists belong to Acme, which listed them first",
    "3 tenants: 1 more that it lists belongs to Acme, which listed it first",
    "1 tenant",
  ]);
});

const opened = (changed: Partial<Organization>) =>
  renderPage(
    <QueryClientProvider client={new QueryClient()}>
      <RemoveOrganizationDialog
        organization={{ ...organization, ...changed }}
        open
        onOpenChange={() => undefined}
      />
    </QueryClientProvider>,
  );

it("the dialog that removes an organization says what is lost, and what stays with whom", async () => {
  opened({ stayingTenants: [acme], forgottenTenantCount: 0 });
  const dialog = await screen.findByRole("alertdialog", { name: "Remove organization" });
  expect(dialog.textContent).toContain("and 0 of its 24 tenants.");
  expect(dialog.textContent).toContain("Acme lists 24 of them too and takes these over, with their history.");
  expect(dialog.textContent).toContain("The 4 that are connected by a credential of their own stay.");
});

it("and that the history of what is forgotten goes too, where nobody else lists it", async () => {
  opened({});
  const dialog = await screen.findByRole("alertdialog", { name: "Remove organization" });
  expect(dialog.textContent).toContain("and 20 of its 24 tenants, with their history.");
});
