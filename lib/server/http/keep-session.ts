import "server-only";
import { getRuntime } from "../runtime";
import type { DeviceToken } from "../services/identity/known-devices";
import { deviceCookieLine } from "./device-cookie";
import { noSessionCookieLine, sessionCookieLine } from "./session-cookie";

/** Hands the browser the token that its session has from now on. */
export async function keepSession(headers: Headers, sessionToken: string): Promise<void> {
  const { env, sessionSecret, services } = await getRuntime();
  const { absoluteHours } = await services.settings.currentSignIn();
  const sealing = {
    secret: sessionSecret,
    publicUrl: env.publicUrl,
    lastsSeconds: absoluteHours * 3600,
  };
  headers.append("set-cookie", await sessionCookieLine(sessionToken, sealing));
}

/** Hands the browser what it is known by at the next sign-in. */
export async function keepDevice(headers: Headers, device: DeviceToken): Promise<void> {
  headers.append("set-cookie", deviceCookieLine(device, (await getRuntime()).env.publicUrl));
}

/** Takes the session's cookie away, also when the session itself could not be ended; not from whom another site sent. */
export function forgettingSession<Arguments extends unknown[]>(
  handler: (...given: Arguments) => Promise<Response>,
): (...given: Arguments) => Promise<Response> {
  return async (...given) => {
    const answer = await handler(...given);
    const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 401;
    if (!isRefused)
      answer.headers.append("set-cookie", noSessionCookieLine((await getRuntime()).env.publicUrl));
    return answer;
  };
}
