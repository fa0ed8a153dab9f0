import net from "node:net";

export interface Balancer {
  /** The one address under which browsers know all instances: `http://localhost:<port>`. */
  readonly origin: string;
  /** Sends whoever comes from now on to this port of this machine; those who are connected have to come again. */
  sendTo(port: number): void;
  close(): Promise<void>;
}

/** Stands before several consoles, as a load balancer does; first of all it refuses everybody. */
export async function startBalancer(): Promise<Balancer> {
  let target: number | undefined;
  const open = new Set<net.Socket>();
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  const server = net.createServer((outer) => {
    if (target === undefined) return outer.destroy();
    const inner = net.connect(target, "127.0.0.1");
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    sendTo(next) {
      target = next;
      cutAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}
