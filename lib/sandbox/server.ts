import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createDispatch } from "./dispatch";
import { isLoopback } from "./hosts";
import { createLatency } from "./latency";
import { placesOf, type SandboxResource } from "./resource";
import { RESOURCES } from "./resources";
import type { SettingsChange } from "./settings";
import { createState, type SandboxState } from "./state/state";

export type SandboxOptions = {
  /** The same seed gives the same estate. */
  readonly seed?: number;
  /** Tenants of the first organization; the second has five, and one tenant belongs to none. */
  readonly tenants?: number;
  /** OAuth tokens of each tenant, however many; left out: a few for each person. */
  readonly tokensPerTenant?: number;
  /** Milliseconds, like `Date.now`. All dates are relative to its first answer. */
  readonly clock?: () => number;
} & SettingsChange;

export type SandboxServer = {
  readonly port: number;
  /** Where every request for a Qlik host is to be sent, with its own Host header. */
  readonly origin: string;
  /** Ends every connection, as a gateway does now and then; new ones are taken. */
  dropConnections(): void;
  /** Ends open connections too, also those that a fault keeps waiting. */
  close(): Promise<void>;
};

export type Sandbox = {
  /** For tests in the same process; other processes use the control API. */
  readonly state: SandboxState;
  /** Rejects with a message for people when the host is not a loopback one or the port is taken. */
  listen(address: { port: number; host: string }): Promise<SandboxServer>;
};

/** Long enough for a caller that waits for a rate limit to keep its connection; in milliseconds. */
const KEPT_ALIVE_MS = 65_000;
/** A thousand callers may come at once. */
const WAITING_CONNECTIONS = 4_096;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function listenOn(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      const message = `Port ${port} on ${host} is taken. Choose another one, or 0 for any that is free.`;
      reject(isTaken ? new Error(message, { cause: error }) : error);
    });
    server.listen({ port, host, backlog: WAITING_CONNECTIONS }, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
}

/**
 * A stateful stand-in for Qlik Cloud: one organization host and any number of tenant hosts behind one loopback
 * port, told apart by the Host header. It follows the vendor's documents, contradictions included.
 */
export function createSandbox(
  options: SandboxOptions = {},
  resources: readonly SandboxResource[] = RESOURCES,
): Sandbox {
  const { seed = 7, tenants = 60, tokensPerTenant = null, clock = Date.now, ...settings } = options;
  const state = createState({
    seed,
    tenants,
    tokensPerTenant,
    clock,
    settings,
    organizationScopes: placesOf(resources, "organization").flatMap(({ clientScopes }) => clientScopes),
    specialCalls: resources.flatMap(({ specialCalls = [] }) => specialCalls),
  });
  const latency = createLatency({ settings: state.settings });
  const dispatch = createDispatch({ state }, resources, latency);

  return {
    state,
    async listen({ port, host }) {
      if (!isLoopback(host)) {
        throw new Error(`The sandbox hands out its secrets, so it listens on loopback only, not on ${host}.`);
      }
      const server = createServer({ keepAliveTimeout: KEPT_ALIVE_MS }, (incoming, outgoing) => {
        const answer = async (request: Request): Promise<Response> => {
          await dispatch(request, { incoming, outgoing });
          return RESPONSE_ALREADY_SENT;
        };
        // Without this option the listener would replace the global Request and Response of the whole process.
        void getRequestListener(answer, { overrideGlobalObjects: false })(incoming, outgoing);
      });
      server.on("connection", latency.connected);
      const address = await listenOn(server, port, host.replace(/^\[|\]$/g, ""));
      const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
      return {
        port: address.port,
        origin: `http://${name}:${address.port}`,
        dropConnections: () => server.closeAllConnections(),
        close: () => closeServer(server),
      };
    },
  };
}
