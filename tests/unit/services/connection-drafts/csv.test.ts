import { expect, it } from "vitest";
import { readConnectionCsv } from "@/lib/server/services/connection-drafts/csv";

it.each([
  [",", "se;cret\tof"],
  [";", "se,cret\tof"],
  ["\t", "se,cret;of"],
])("takes a secret whole where %j stands between cells", (separator, secret) => {
  const heading = ["Hostname", "Client ID", "Client secret"].join(separator);
  const line = ["x.eu.qlikcloud.com", "id", secret].join(separator);
  for (const file of [`${heading}\n${line}`, `${separator}${separator}\n${heading}\n${line}`])
    expect(readConnectionCsv(file).map(({ clientSecret }) => clientSecret?.reveal())).toEqual([secret]);
});
