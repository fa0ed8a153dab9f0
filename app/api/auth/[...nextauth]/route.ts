import NextAuth from "next-auth";
import {
  admitToNextAuth,
  nextAuthOptions,
  orProblem,
  withOurHeaders,
} from "@/lib/server/auth/next-auth-route";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  const admitted = await admitToNextAuth(request);
  if (admitted instanceof Response) return admitted;
  return orProblem(async () =>
    withOurHeaders(admitted, await NextAuth(await nextAuthOptions(admitted))(admitted, context)),
  );
}

export { handler as GET, handler as POST };
