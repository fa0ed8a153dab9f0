import { getOpenApi } from "@/lib/contracts/openapi";
import { describeApi } from "@/lib/server/http/describe-api";
import { route } from "@/lib/server/http/route";

export const GET = route(getOpenApi, async () => describeApi());
