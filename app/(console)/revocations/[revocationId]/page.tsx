import { metadataOf } from "@/app/_page/declared";
import { findRevocation, requirePage } from "@/app/_page/open-page";
import { RevocationPage } from "@/components/revocations/revocation-page";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { idFrom, type PageProps } from "../../page-props";

export const metadata = metadataOf("/revocations/[revocationId]");

export default async function OneRevocationPage({
  params,
  searchParams,
}: PageProps<{ revocationId: string }>) {
  const revocationId = idFrom((await params).revocationId);
  const page = await requirePage(withSearch(paths.revocation(revocationId), await searchParams));
  return <RevocationPage initial={await findRevocation(page, revocationId)} />;
}
