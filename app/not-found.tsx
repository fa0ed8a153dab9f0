import { AuthLayout } from "@/components/shell/auth-layout";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import { wrongAddress } from "@/lib/server/http/page-request";

export default async function NotFound() {
  const wrong = await wrongAddress();
  if (wrong)
    return (
      <AuthLayout title={wrong.message}>
        <p>{wrong.advice}</p>
      </AuthLayout>
    );
  return (
    <AuthLayout
      title="There is no such page"
      description="The address may be mistyped, or what it led to is gone."
    >
      <ButtonLink href={paths.overview} variant="primary" size="lg" className="w-full">
        Open the console
      </ButtonLink>
    </AuthLayout>
  );
}
