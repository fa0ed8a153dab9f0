import { answerNextAuth } from "@/lib/server/auth/next-auth-route";

export { answerNextAuth as GET, answerNextAuth as POST };
