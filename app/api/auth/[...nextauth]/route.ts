import { answerNextAuth } from "@/lib/server/http/next-auth-route";

export { answerNextAuth as GET, answerNextAuth as POST };
