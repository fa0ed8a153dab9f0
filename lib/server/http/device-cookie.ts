import "server-only";
import { DEVICE_LASTS_SECONDS, type DeviceToken } from "../services/identity/known-devices";
import { cookieLine } from "./cookie-line";

/** The prefix keeps a cookie of a https address from being set over plain http, or by a neighbour's name. */
export const deviceCookieName = (name: string, publicUrl: string): string =>
  `${publicUrl.startsWith("https:") ? "__Host-" : ""}castellan.device-${name}`;

/** Lets a browser be known at the next sign-in of the same account. */
export const deviceCookieLine = ({ name, token }: DeviceToken, publicUrl: string): string =>
  cookieLine(
    {
      name: deviceCookieName(name, publicUrl),
      value: token,
      lastsSeconds: DEVICE_LASTS_SECONDS,
      path: "/",
      sameSite: "Strict",
    },
    publicUrl,
  );
