import { verifyAuditChain } from "@/lib/contracts/audit-chain";
import { route } from "@/lib/server/http/route";

export const POST = route(verifyAuditChain, ({ services, actor, body, onStep }) =>
  services.auditChain.verify(actor, {
    anchor: body.anchor,
    onProgress: (done, of) =>
      onStep({
        id: "read-audit-entries",
        state: "running",
        message: `${done.toLocaleString("en")} of ${of.toLocaleString("en")} entries`,
      }),
  }),
);
