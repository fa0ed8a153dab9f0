import "server-only";
import type { Coverage } from "@/lib/contracts/coverage";
import type { Store } from "../../store/store";

/**
 * In how many tenants the inventory of users and tokens has looked. Whoever has just read Qlik itself puts `readable`
 * in its place: how many of the connected tenants have answered that reading.
 */
export const coverageOf = ({ tenantNumbers }: Pick<Store, "tenantNumbers">): Promise<Coverage> =>
  tenantNumbers.coverage();
