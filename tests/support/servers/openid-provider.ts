import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import { createProcesses } from "@/scripts/lib/processes.js";

const STARTS_WITHIN_MS = 30_000;
const CLIENT_SECRET = "canary-client-secret-of-the-provider";

export type PersonAtProvider = {
  /** Also what is typed to sign in there. */
  readonly subject: string;
  readonly claims: {
    readonly name?: string;
    readonly email?: string;
    readonly email_verified?: boolean;
    readonly groups?: readonly string[];
  };
};

export type RunningProvider = {
  readonly issuer: string;
  /** What a console needs to sign people in with it. */
  readonly env: Readonly<Record<string, string>>;
  /** Says who there is, instead of who there was. */
  setPeople(people: readonly PersonAtProvider[]): Promise<void>;
  stop(): Promise<void>;
};

/** Starts an OpenID provider in a process of its own, on any free loopback port. It ends with this process. */
export async function startOpenIdProvider(people: readonly PersonAtProvider[]): Promise<RunningProvider> {
  const { message, stop } = createProcesses().start({
    name: "The OpenID provider",
    args: [
      "--import",
      "tsx",
      inRoot("tests/support/servers/openid-provider-process.ts"),
      JSON.stringify({ clientSecret: CLIENT_SECRET }),
    ],
    env: toolEnvironment(process.env),
    output: "kept",
  });
  const { origin, clientId } = (await message(STARTS_WITHIN_MS)) as { origin: string; clientId: string };
  const setPeople: RunningProvider["setPeople"] = async (all) => {
    const answer = await fetch(`${origin}/__people`, { method: "PUT", body: JSON.stringify(all) });
    if (!answer.ok) throw new Error(`The OpenID provider answered ${answer.status}.`);
  };
  await setPeople(people);
  const env = { OIDC_ISSUER: origin, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: CLIENT_SECRET };
  return { issuer: origin, env, setPeople, stop };
}
