import { NoSuchPage } from "@/components/problems/no-such-page";

export default function NotFound() {
  return (
    <main id="main">
      <NoSuchPage />
    </main>
  );
}
