// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { SharedClientForm } from "@/components/connection-drafts/shared-client-form";
import { ConnectOrganizationForm } from "@/components/credentials/connect-organization-form";
import { ConnectTenantForm } from "@/components/credentials/connect-tenant-form";
import { renderPage } from "./support";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));
afterEach(() => vi.unstubAllGlobals());

/** The body of the first call that a form makes once these fields are filled and it is sent. */
async function sentBy(form: ReactNode, fields: Readonly<Record<string, string>>, button: string) {
  const fetched = vi.fn<typeof fetch>(() => Promise.reject(new TypeError("No network.")));
  vi.stubGlobal("fetch", fetched);
  renderPage(<QueryClientProvider client={new QueryClient()}>{form}</QueryClientProvider>);
  for (const [label, value] of Object.entries(fields))
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.click(screen.getByRole("button", { name: button }));
  await waitFor(() => expect(fetched).toHaveBeenCalled());
  return JSON.parse(String(fetched.mock.calls[0]?.[1]?.body));
}

const client = { "Client ID": "an-id", "Client secret": "s3cret/as typed" };

test.each([
  [
    <ConnectTenantForm key="t" />,
    { "Tenant hostname": "acme.eu.qlikcloud.com", ...client },
    "Connect tenant",
  ],
  [<ConnectOrganizationForm key="o" />, { Name: "Acme", ...client }, "Connect organization"],
  [
    <SharedClientForm key="s" chosen={new Set(["t1"])} organizations={["Acme"]}>
      {() => null}
    </SharedClientForm>,
    client,
    "Import 1 tenant",
  ],
])("a form sends the client secret itself, as it was typed", async (form, fields, button) => {
  expect(await sentBy(form, fields, button)).toMatchObject({ clientSecret: "s3cret/as typed" });
});
