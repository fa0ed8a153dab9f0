import NextAuth from "next-auth";
import { admitToNextAuth, nextAuthOptions } from "@/lib/server/auth/next-auth-route";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  const admitted = await admitToNextAuth(request);
  if (admitted instanceof Response) return admitted;
  const response: Response = await NextAuth(await nextAuthOptions(admitted))(admitted, context);
  response.headers.set("cache-control", "no-store");
  return response;
}

export { handler as GET, handler as POST };
