/**
 * @typedef {object} SandboxCredentials as `GET /__sandbox/credentials` of the sandbox answers
 * @property {readonly { readonly name: string, readonly clientId: string, readonly clientSecret: string }[]} organizations
 * @property {readonly SandboxTenant[]} tenants
 */

/**
 * @typedef {object} SandboxTenant
 * @property {string} tenantId
 * @property {string} hostname
 * @property {string | null} organization
 * @property {string} status
 * @property {string} clientId
 * @property {string} clientSecret
 */

/**
 * Which tenants of a sandbox are connected in the demo: every third active one of the first organization. The
 * others wait, so that connecting can be tried.
 * @param {SandboxCredentials} credentials
 */
export function demoSelection({ organizations, tenants }) {
  const [organization] = organizations;
  const active = tenants.filter(
    (tenant) => tenant.organization === organization?.name && tenant.status === "active",
  );
  return {
    organization,
    connected: active.filter((_tenant, index) => index % 3 === 0),
    waiting: active.filter((_tenant, index) => index % 3 !== 0),
  };
}
