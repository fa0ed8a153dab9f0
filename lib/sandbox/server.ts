import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Manners } from "./context";
import { createDispatch } from "./dispatch";
import { isLoopback } from "./hosts";
import { createState, type SandboxState } from "./state/state";

export type SandboxOptions = {
  /** The same seed gives the same estate. */
  readonly seed?: number;
  /** Tenants of the first organization; the second has five, and one tenant belongs to none. */
  readonly tenants?: number;
  /** Milliseconds, like `Date.now`. All dates are relative to its first answer. */
  readonly clock?: () => number;
} & Partial<Manners>;

export type SandboxServer = {
  readonly port: number;
  /** Where every request for a Qlik host is to be sent, with its own Host header. */
  readonly origin: string;
  /** Ends open connections too, also those that a fault keeps waiting. */
  close(): Promise<void>;
};

export type Sandbox = {
  /** For tests in the same process; other processes use the control API. */
  readonly state: SandboxState;
  /** Rejects with a message for people when the host is not a loopback one or the port is taken. */
  listen(address: { port: number; host: string }): Promise<SandboxServer>;
};

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
    server.listen(port, host, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
}

/**
 * A stateful stand-in for Qlik Cloud: one organization host and any number of tenant hosts behind one loopback
 * port, told apart by the Host header. It follows the vendor's documents, contradictions included.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { seed = 7, tenants = 60, clock = Date.now } = options;
  const { organizationLinks = "reference", endOfList = "missing" } = options;
  const state = createState({ seed, tenants, clock });
  const dispatch = createDispatch({ state, manners: { organizationLinks, endOfList } });

  return {
    state,
    async listen({ port, host }) {
      if (!isLoopback(host)) {
        throw new Error(`The sandbox hands out its secrets, so it listens on loopback only, not on ${host}.`);
      }
      // Without this option the listener would replace the global Request and Response of the whole process.
      const server = createServer(getRequestListener(dispatch, { overrideGlobalObjects: false }));
      const address = await listenOn(server, port, host.replace(/^\[|\]$/g, ""));
      const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
      return {
        port: address.port,
        origin: `http://${name}:${address.port}`,
        close: () => closeServer(server),
      };
    },
  };
}
