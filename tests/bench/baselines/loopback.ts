import { Agent, buildConnector } from "undici";

/** Takes every request to the sandbox, whatever its host; it knows no other limit than undici's own, which is none. */
export function loopbackAgent(port: number): Agent {
  const connect = buildConnector({});
  return new Agent({
    connect: (options, callback) =>
      connect({ ...options, protocol: "http:", hostname: "127.0.0.1", port: String(port) }, callback),
  });
}
