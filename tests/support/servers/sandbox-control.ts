import type { SettingsChange } from "@/lib/sandbox/settings";
import type { TenantChange } from "@/lib/sandbox/state/estate";
import type { Fault } from "@/lib/sandbox/state/faults";
import type { LoggedRequest } from "@/lib/sandbox/state/request-log";

type Client = { readonly clientId: string; readonly clientSecret: string };

export type OrganizationOfSandbox = Client & {
  readonly name: string;
  /** One that may not list tenants. */
  readonly narrowClient: Client;
  /** By the label of the region in hostnames. */
  readonly regionClients: Readonly<Record<string, Client>>;
};

export type TenantOfSandbox = Client & {
  readonly tenantId: string;
  /** `null`: the organization lists it without a name. */
  readonly name: string | null;
  readonly hostname: string;
  readonly hostnames: readonly string[];
  readonly organization: string | null;
  readonly status: string;
  /** One with the scope of a mere user; only some tenants have it. */
  readonly narrowClient?: Client;
};

export type CredentialsOfSandbox = {
  readonly organizations: readonly OrganizationOfSandbox[];
  readonly tenants: readonly TenantOfSandbox[];
};

/** A user as the sandbox's own tenant would answer; only what tests look at. */
export type SandboxUser = {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly status: string;
};

/** An OAuth token as the sandbox's own tenant would answer. */
export type SandboxToken = {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly clientId: string;
  readonly description: string | null;
  readonly deviceType: string | null;
  readonly lastUsed?: string;
};

export type SandboxControl = ReturnType<typeof createSandboxControl>;

/** Reads a sandbox's state and changes it behind the product's back; every call throws when it is refused. */
export function createSandboxControl({ origin }: { readonly origin: string }) {
  const addressOf = (path: string): string => `${origin}/__sandbox${path}`;

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(addressOf(path), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok || response.status === 404) return response;
    throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${await response.text()}`);
  }

  async function read<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await send(method, path, body);
    if (!response.ok) throw new Error(`The sandbox has no ${path}: ${await response.text()}`);
    return response.json() as Promise<Answer>;
  }

  const listOf = async <Item>(path: string): Promise<readonly Item[]> =>
    (await read<{ readonly data: readonly Item[] }>("GET", path)).data;
  const ofTenant = (tenantId: string, rest = ""): string => `/tenants/${encodeURIComponent(tenantId)}${rest}`;

  return {
    credentials: () => read<CredentialsOfSandbox>("GET", "/credentials"),
    users: (tenantId: string) => listOf<SandboxUser>(ofTenant(tenantId, "/users")),
    tokens: (tenantId: string) => listOf<SandboxToken>(ofTenant(tenantId, "/oauth-tokens")),
    /** `null`: no such token, or it has been revoked. */
    async token(tenantId: string, tokenId: string): Promise<SandboxToken | null> {
      const path = ofTenant(tenantId, `/oauth-tokens/${encodeURIComponent(tokenId)}`);
      const response = await send("GET", path);
      return response.ok ? ((await response.json()) as SandboxToken) : null;
    },
    async changeTenant(tenantId: string, change: TenantChange): Promise<void> {
      await read("PATCH", ofTenant(tenantId), change);
    },
    /** How it behaves from now on, such as how slowly. */
    async changeSettings(change: SettingsChange): Promise<void> {
      await send("PATCH", "/settings", change);
    },
    async addFault(fault: Fault): Promise<void> {
      await read("POST", "/faults", fault);
    },
    async clearFaults(): Promise<void> {
      await send("DELETE", "/faults");
    },
    /** What the product asked "Qlik" for, oldest first. */
    requests: () => listOf<LoggedRequest>("/requests"),
    async clearRequests(): Promise<void> {
      await send("DELETE", "/requests");
    },
    /** Everything as it was when the sandbox began. */
    async reset(): Promise<void> {
      await send("POST", "/reset");
    },
  };
}
