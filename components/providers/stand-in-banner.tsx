import { Banner } from "@/components/ui/banner";

/** Nobody must take made-up data for the truth, or believe that a token was revoked that was not. */
export function StandInBanner({ address }: { address: string }) {
  return (
    <Banner tone="warning">
      <strong className="font-medium">Not the real Qlik Cloud.</strong> Every call goes to a stand-in at{" "}
      <code className="font-mono">{address}</code>.
    </Banner>
  );
}
