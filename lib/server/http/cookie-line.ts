import "server-only";

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** 0 takes it away. */
  readonly lastsSeconds: number;
  readonly path: string;
  /** Lax where a link from another site leads here. */
  readonly sameSite: "Lax" | "Strict";
}

/** A cookie that no script reads, and that goes over https alone where the console has a https address. */
export function cookieLine({ name, value, lastsSeconds, path, sameSite }: Cookie, publicUrl: string): string {
  const attributes = [`Max-Age=${lastsSeconds}`, `Path=${path}`, "HttpOnly", `SameSite=${sameSite}`];
  if (publicUrl.startsWith("https:")) attributes.push("Secure");
  return [`${name}=${value}`, ...attributes].join("; ");
}
