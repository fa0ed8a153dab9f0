import "server-only";
import { type ConnectionState, connectionStates } from "@/lib/contracts/tenants";

/** How many tenants are in each state of a connection, those states too that no tenant is in. */
export const everyConnection = (
  counted: readonly { readonly value: string; readonly count: number }[],
): { value: ConnectionState; count: number }[] =>
  connectionStates.map((value) => ({
    value,
    count: counted.find((one) => one.value === value)?.count ?? 0,
  }));
