import { failure } from "./failure.js";
import { readPort } from "./ports.js";

/**
 * Where the console listens and what browsers call it, by the environment.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function consoleAddress(env) {
  const port = readPort(env.PORT, 3000);
  const host = env.HOST || "127.0.0.1";
  const publicUrl = env.PUBLIC_URL || `http://localhost:${port}`;
  if (!URL.canParse(publicUrl)) {
    const advice = "Set the address that browsers use, for example https://castellan.example.com";
    throw failure(`PUBLIC_URL is "${publicUrl}", which is not an address.`, advice);
  }
  return { port, host, publicUrl };
}
