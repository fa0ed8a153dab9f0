import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";
import type { PersonAtProvider } from "./openid-provider";

// A provider as a process of its own: another implementation than the one that the console signs in with.
const CLIENT_ID = "castellan";
const { clientSecret } = JSON.parse(process.argv[2] ?? "{}") as { clientSecret: string };
const people = new Map<string, PersonAtProvider>();

const server = createServer();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const provider: Provider = new Provider(origin, {
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: clientSecret,
      redirect_uris: ["http://localhost/api/auth/callback/oidc"],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "only" }] },
  cookies: { keys: ["only for tests"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
  scopes: ["openid", "email", "profile", "groups"],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  // Whoever signs in agrees: consent is not what is tested.
  async loadExistingGrant({ oidc }) {
    const { client, session, params } = oidc;
    if (!client || !session?.accountId) return undefined;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(String(params?.scope));
    await grant.save();
    return grant;
  },
  findAccount: (_context, subject) => ({
    accountId: subject,
    claims: () => ({ sub: subject, ...people.get(subject)?.claims }),
  }),
});

// The port of the console is not known yet when this starts.
provider.Client.prototype.redirectUriAllowed = (uri: string) =>
  /^http:\/\/localhost:\d+\/api\/auth\/callback\/oidc$/.test(uri);

const answer = provider.callback();
const page = (uid: string) => `<!doctype html><html lang="en"><title>The provider</title>
  <link rel="icon" href="data:,"><h1>Sign in at the provider</h1>
  <form method="post" action="/interaction/${uid}">
    <label>User <input name="subject"></label> <button name="act" value="in">Continue</button>
    <button name="act" value="cancel">Cancel</button>
  </form>`;

const formOf = async (request: IncomingMessage) => new URLSearchParams(await text(request));

server.on("request", (request, response) => {
  const { pathname } = new URL(request.url ?? "/", origin);
  const uid = /^\/interaction\/([\w-]+)$/.exec(pathname)?.[1];
  const work = async () => {
    if (pathname === "/__people" && request.method === "PUT") {
      people.clear();
      for (const person of JSON.parse(await text(request)) as PersonAtProvider[])
        people.set(person.subject, person);
      return response.writeHead(204).end();
    }
    if (uid === undefined) return answer(request, response);
    if (request.method === "GET")
      return response.writeHead(200, { "content-type": "text/html" }).end(page(uid));
    const form = await formOf(request);
    const subject = form.get("subject") ?? "";
    const isLetIn = form.get("act") === "in" && people.has(subject);
    await provider.interactionFinished(
      request,
      response,
      isLetIn
        ? { login: { accountId: subject } }
        : { error: "access_denied", error_description: "Cancelled" },
    );
  };
  work().catch((failure: unknown) => {
    process.stderr.write(`${failure instanceof Error ? failure.stack : String(failure)}\n`);
    response.writeHead(500).end();
  });
});

const stop = () => process.exit(0);
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
process.once("disconnect", stop);
// A parent that went away before the lines above leaves no event behind.
if (process.send !== undefined && !process.connected) stop();
process.send?.({ origin, clientId: CLIENT_ID });
