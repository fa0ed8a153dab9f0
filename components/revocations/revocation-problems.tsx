import { BidiText } from "@/components/ui/bidi-text";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/client/paths";
import type { RevocationProblem } from "@/lib/contracts/revocations";
import { tenantsWord, tokensWord } from "./tokens-word";

const TENANTS_NAMED = 5;

const words = {
  "left-out": { one: "is left out", many: "are left out" },
  failed: { one: "was not revoked", many: "were not revoked" },
  unknown: { one: "may or may not be revoked", many: "may or may not be revoked" },
} as const;

/** What is left out and what failed, each cause once, with the tenants behind it. */
export function RevocationProblems({ problems }: { problems: readonly RevocationProblem[] }) {
  return problems.map((problem) => {
    const { state, cause, tokens, tenants, message, qlik } = problem;
    return (
      <Notice
        key={`${state} ${cause}`}
        tone={state === "left-out" ? "info" : state === "failed" ? "danger" : "warning"}
        title={`${tokensWord(tokens)} in ${tenantsWord(tenants.length)} ${words[state][tokens === 1 ? "one" : "many"]}`}
      >
        <p>{message}</p>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-3">
          {tenants.slice(0, TENANTS_NAMED).map(({ tenantId, tenantName }) => (
            <Link alone key={tenantId} href={paths.tenant(tenantId)}>
              <BidiText>{tenantName}</BidiText>
            </Link>
          ))}
          {tenants.length > TENANTS_NAMED ? <span>and {tenants.length - TENANTS_NAMED} more</span> : null}
        </p>
        {qlik?.traceId ? <p className="mt-1 text-text-faint">Qlik's trace: {qlik.traceId}</p> : null}
      </Notice>
    );
  });
}
