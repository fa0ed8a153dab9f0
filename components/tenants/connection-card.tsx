"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CheckSteps } from "@/components/checks/check-steps";
import { levelWords } from "@/components/credentials/credential-words";
import { useMay } from "@/components/providers/person";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantQuery } from "@/lib/client/queries/tenants";
import { type CheckStep, tenantCheckSteps } from "@/lib/contracts/checks";
import type { Credential } from "@/lib/contracts/credentials";
import type { TenantDetail } from "@/lib/contracts/tenants";
import { ConnectionStatus } from "./connection-status";
import { RemoveCredentialDialog } from "./remove-credential-dialog";
import { useVerifyTenant } from "./use-verify-tenant";

/** Whether and how the console can work in the tenant, and what can be done about it. */
export function ConnectionCard({ tenantId }: { tenantId: string }) {
  const { data: tenant } = useQuery(tenantQuery(tenantId));
  if (!tenant) return null;
  return tenant.credential ? (
    <Connection tenant={tenant} credential={tenant.credential} />
  ) : (
    <NotConnected tenant={tenant} />
  );
}

function NotConnected({ tenant }: { tenant: TenantDetail }) {
  const mayConnect = useMay("admin");
  return (
    <Card title="Connection" actions={<ConnectionStatus {...tenant} />}>
      <div className="flex flex-col items-start gap-4 text-sm">
        <p className="text-text-muted">
          With an OAuth client of this tenant the console shows its users and their OAuth tokens, and can
          revoke them.
          {mayConnect ? null : " An administrator of this console can connect it."}
        </p>
        {mayConnect ? (
          <ButtonLink href={paths.newTenant(tenant.id)} variant="primary">
            Connect tenant
          </ButtonLink>
        ) : null}
      </div>
    </Card>
  );
}

function Connection({ tenant, credential }: { tenant: TenantDetail; credential: Credential }) {
  const mayVerify = useMay("operator");
  const mayChange = useMay("admin");
  const [removing, setRemoving] = useState(false);
  const [running, setRunning] = useState<readonly CheckStep[]>();
  const { verify, verifying } = useVerifyTenant(tenant, (step) =>
    setRunning((all) => all?.map((one) => (one.id === step.id ? step : one))),
  );
  const { lastCheck } = credential;
  // Qlik may have begun to refuse the credential after a check that passed.
  const refusedSince = tenant.connection === "failing" && lastCheck?.outcome === "passed";

  function checkAgain() {
    setRunning(tenantCheckSteps.map((id) => ({ id, state: "pending" })));
    verify();
  }

  return (
    <Card
      title="Connection"
      actions={<ConnectionStatus {...tenant} />}
      footer={
        mayVerify ? (
          <>
            <Button size="sm" pending={verifying} pendingLabel="Checking…" onClick={checkAgain}>
              Check again
            </Button>
            {mayChange ? (
              <>
                <ButtonLink size="sm" href={paths.newTenant(tenant.id)}>
                  Replace credential
                </ButtonLink>
                <Button size="sm" variant="danger-ghost" onClick={() => setRemoving(true)}>
                  Remove
                </Button>
              </>
            ) : null}
          </>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        {refusedSince ? (
          <Notice tone="danger" title="Qlik refused the last call">
            {tenant.connectionProblem}
          </Notice>
        ) : null}
        <DescriptionList
          items={[
            { label: "Hostname", value: <Hostname value={credential.hostname} /> },
            { label: "Level", value: levelWords[credential.level] },
            { label: "Client ID", value: <Identifier value={credential.clientId} label="client ID" /> },
            { label: "Secret", value: <SecretFacts credential={credential} /> },
            { label: "Last used", value: <RelativeTime value={credential.lastUsedAt} fallback="Not yet" /> },
            { label: "Last check", value: <RelativeTime value={lastCheck?.at} fallback="Never" /> },
            { label: "Next reading", value: <NextSync tenant={tenant} /> },
          ]}
        />
        <CheckSteps steps={verifying && running ? running : (lastCheck?.steps ?? [])} />
      </div>
      <RemoveCredentialDialog tenant={tenant} open={removing} onOpenChange={setRemoving} />
    </Card>
  );
}

/** When the organization that lists the tenant is read again; nothing else is read without being asked for. */
function NextSync({ tenant: { organizationId } }: { tenant: TenantDetail }) {
  const { data } = useQuery(organizationsQuery());
  if (organizationId === null) return "None: no organization lists it";
  const organization = data?.data.find(({ id }) => id === organizationId);
  if (organization?.lastSync?.outcome === "running") return "Running now";
  return <RelativeTime value={organization?.nextSyncAt} fallback="When a page is opened" />;
}

const SecretFacts = ({ credential }: { credential: Credential }) => (
  <span className="flex flex-wrap items-center gap-x-2">
    <span>
      Set <RelativeTime value={credential.secretSetAt} />
    </span>
    <code
      className="font-mono text-text-muted text-xs"
      title="Fingerprint: tells two secrets apart, gives nothing of them away"
    >
      {credential.secretFingerprint}
    </code>
  </span>
);
