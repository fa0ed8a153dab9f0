import { BidiText } from "@/components/ui/bidi-text";
import { Notice } from "@/components/ui/notice";
import type { LeftOutTenant } from "@/lib/contracts/connection-drafts";

const NAMED = 5;

/** Which of the tenants asked for are not offered, and why. */
export function LeftOut({ tenants }: { tenants: readonly LeftOutTenant[] }) {
  if (tenants.length === 0) return null;
  const more = tenants.length - NAMED;
  return (
    <Notice
      tone="info"
      title={
        tenants.length === 1
          ? "1 tenant is left out"
          : `${tenants.length.toLocaleString("en")} tenants are left out`
      }
    >
      <ul>
        {tenants.slice(0, NAMED).map(({ id, name, why }) => (
          <li key={id}>
            <BidiText>{name}</BidiText>: {why}
          </li>
        ))}
      </ul>
      {more > 0 ? `And ${more.toLocaleString("en")} more for such reasons.` : null}
    </Notice>
  );
}
