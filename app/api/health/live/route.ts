import { getLiveness } from "@/lib/contracts/health";
import { route } from "@/lib/server/http/route";

export const GET = route(getLiveness, async () => ({ status: "ok" as const }));
