/** The token of an Authorization header, or `undefined`. */
export function bearerIn(request: Request): string | undefined {
  return /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}
