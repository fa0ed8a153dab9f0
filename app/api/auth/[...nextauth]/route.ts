import NextAuth from "next-auth";
import { nextAuthOptions, refuseForeignAddress } from "@/lib/server/auth/next-auth-route";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  const refusal = await refuseForeignAddress(request);
  if (refusal) return refusal;
  const response: Response = await NextAuth(await nextAuthOptions())(request, context);
  response.headers.set("cache-control", "no-store");
  return response;
}

export { handler as GET, handler as POST };
