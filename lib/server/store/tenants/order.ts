import "server-only";
import { createKeysetOrder } from "../rows/keyset-order";

/** The orders of a list of tenants. */
export const tenantOrder = createKeysetOrder({
  columns: {
    name: "nameKey",
    hostname: "hostnameKey",
    regionCode: "regionCode",
    status: "status",
    subscriptionId: "subscriptionKey",
    licenseEndsAt: "licenseEndsKey",
    connection: "connection",
    countryCode: "countryCode",
    organizationName: "organizationKey",
    deletionStartsAt: "deletionStartsKey",
    firstSeenAt: "firstSeenAt",
    lastSeenAt: "lastSeenAt",
  },
  first: "name",
  moments: ["firstSeenAt", "lastSeenAt"],
});
